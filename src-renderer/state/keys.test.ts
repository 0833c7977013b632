import { describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { keyNames, matchesKeys, type KeyPress } from "./keys.ts";

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe("keys", () => {
  it("are named as on the platform", () => {
    expect(keyNames("Mod+K", "other")).toBe("Ctrl K");
    expect(keyNames("Mod+Shift+U", "mac")).toBe("⌘⇧U");
    expect(keyNames("Alt+ArrowLeft", "other")).toBe("Alt Left");
  });

  it("match Control on one platform and Command on the other", () => {
    expect(matchesKeys(press("k", { ctrlKey: true }), "Mod+K", "other")).toBe(true);
    expect(matchesKeys(press("k", { metaKey: true }), "Mod+K", "mac")).toBe(true);
    expect(matchesKeys(press("k", { ctrlKey: true }), "Mod+K", "mac")).toBe(false);
    expect(matchesKeys(press("k", { ctrlKey: true, metaKey: true }), "Mod+K", "other")).toBe(false);
  });

  it("do not match with a key held too many or too few", () => {
    expect(matchesKeys(press("K", { ctrlKey: true, shiftKey: true }), "Mod+K", "other")).toBe(false);
    expect(matchesKeys(press("k"), "Mod+K", "other")).toBe(false);
    expect(matchesKeys(press("L", { ctrlKey: true, shiftKey: true }), "Mod+Shift+L", "other")).toBe(true);
  });

  it("match a letter by its place where Alt makes another character of it", () => {
    const typed = press("~", { code: "KeyN", metaKey: true, altKey: true });
    expect(matchesKeys(typed, "Mod+Alt+N", "mac")).toBe(true);
  });
});

describe("the list of commands", () => {
  it("gives each id and each combination of keys to one command only, but for two that are told apart by what is there", () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Review is what a person looks at while it is open; and what keeps a person waiting is cancelled first.
    const inOrder = [
      ["review.commit", "request.send"],
      ["request.cancel", "export.cancel"],
    ];
    const combinations = new Set(commands.flatMap(({ keys }): readonly string[] => keys));
    const shared = [...combinations]
      .map((each) => commands.filter(({ keys }) => (keys as readonly string[]).includes(each)).map(({ id }) => id))
      .filter(({ length }) => length > 1);
    expect(shared).toEqual(inOrder);
  });
});
