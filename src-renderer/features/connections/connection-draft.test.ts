import { describe, expect, it } from "vitest";
import type { Connection } from "#shared/connection.ts";
import { connectionInput } from "#shared/connection.ts";
import { changesTo, draftOf, inputOf, problemsOf } from "./connection-draft.ts";

const fresh = { ...draftOf(null), name: "Harbour & Oak" };
const saved: Connection = {
  ...inputOf(fresh),
  connectionId: "one",
  practice: null,
  practiceFault: null,
  hasPassword: true,
  passwordNeeded: false,
  level: { level: "unknown", evidence: "", observedAt: 0 },
  unlockedUntil: null,
  unencrypted: true,
  unencryptedAcknowledged: false,
};

describe("the connection dialog's draft", () => {
  it("is accepted by the contract once it has no problem", () => {
    expect(problemsOf(fresh, false)).toEqual({});
    expect(connectionInput.safeParse(inputOf(fresh)).success).toBe(true);
  });

  it("names each field that keeps it from being saved", () => {
    const wrong = { ...fresh, name: " ", baseUrl: "api.rezora.com", apiVersion: "", gap: "-1", idleTimeout: "0" };
    expect(Object.keys(problemsOf(wrong, false))).toEqual(["name", "baseUrl", "apiVersion", "gap", "idleTimeout"]);
    expect(problemsOf({ ...fresh, gap: "60001" }, false).gap).toBeDefined();
    expect(problemsOf({ ...fresh, idleTimeout: "1.5" }, false).idleTimeout).toBeDefined();
  });

  it("does not ask a practice connection for an address", () => {
    expect(problemsOf({ ...fresh, baseUrl: "" }, true)).toEqual({});
    expect(problemsOf({ ...fresh, baseUrl: "" }, false).baseUrl).toBeDefined();
  });

  it("writes only what was changed", () => {
    expect(changesTo(saved, inputOf(draftOf(saved)))).toEqual({});
    expect(changesTo(saved, inputOf({ ...draftOf(saved), name: "Lakeside ", gap: " 250" }))).toEqual({
      name: "Lakeside",
      gapMs: 250,
    });
  });
});
