import { describe, expect, test } from "vitest";
import { createSeenSecrets, type SeenSecrets } from "../http/seen-secrets.ts";
import { createReveal } from "./reveal.ts";

function seenOne(): SeenSecrets {
  const seen = createSeenSecrets();
  const leg = (ha1: string, response: string) =>
    ({
      secrets: [
        { kind: "HA1", text: ha1 },
        { kind: "response", text: response },
      ],
      realm: "r",
    }) as const;
  seen.add("oak", "e1", leg("old", "older"));
  seen.add("oak", "e1", leg("a1", "b2"));
  seen.add("oak", "e1", { secrets: [{ kind: "session id", text: "c3" }], realm: null });
  return seen;
}

describe("reveal", () => {
  test("shows how the last leg was signed, once the user has agreed", async () => {
    const asked: string[] = [];
    const reveal = createReveal(async ({ title, yes }) => (asked.push(`${title} ${yes}`), true), seenOne());
    expect(await reveal("e1")).toEqual({ state: "shown", ha1: "a1", response: "b2" });
    expect(asked).toEqual(["Show HA1 and response? Show for 30 Seconds"]);
  });

  test("reveals nothing when the user refuses", async () => {
    expect(await createReveal(async () => false, seenOne())("e1")).toEqual({ state: "refused" });
  });

  test("is not available where a page could confirm", async () => {
    await expect(createReveal(null, seenOne())("e1")).rejects.toMatchObject({ code: "not-on-this-host" });
  });

  test("does not ask when nothing is kept", async () => {
    const seen = seenOne();
    seen.forget("oak");
    const reveal = createReveal(() => Promise.reject(new Error("asked")), seen);
    await expect(reveal("e1")).rejects.toMatchObject({ code: "not-found" });
    await expect(reveal("other")).rejects.toMatchObject({ code: "not-found" });
  });

  test("opens only one window at a time", async () => {
    let answer: (yes: boolean) => void = () => undefined;
    let windows = 0;
    const reveal = createReveal(
      () =>
        new Promise((resolve) => {
          windows++;
          answer = resolve;
        }),
      seenOne(),
    );
    const first = reveal("e1");
    expect(await reveal("e1")).toEqual({ state: "refused" });
    answer(true);
    expect(await first).toMatchObject({ state: "shown" });
    expect(windows).toBe(1);
  });
});
