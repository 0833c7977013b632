import { describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { keyNames, matchesKeys, type KeyPress } from "./keys.ts";

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe("keys", () => {
  it("have the names of the platform", () => {
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

  it("match a letter by its key code where Alt turns it into another character", () => {
    const typed = press("~", { code: "KeyN", metaKey: true, altKey: true });
    expect(matchesKeys(typed, "Mod+Alt+N", "mac")).toBe(true);
  });
});

describe("the list of commands", () => {
  it("uses each id and key combination once, except for pairs that are never available together", () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // An open Review takes precedence, and so does cancelling what the user is waiting for.
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
