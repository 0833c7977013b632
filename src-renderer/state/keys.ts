type Platform = "mac" | "other";

const macNames: Readonly<Record<string, string>> = {
  Mod: "⌘",
  Alt: "⌥",
  Shift: "⇧",
  Enter: "↩",
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
};
const otherNames: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  Escape: "Esc",
  ArrowLeft: "Left",
  ArrowRight: "Right",
};

/** Keys as shown to the user: `Mod+K` is `⌘K` on a Mac and `Ctrl K` elsewhere. */
export function keyNames(keys: string, platform: Platform): string {
  const names = platform === "mac" ? macNames : otherNames;
  return keys
    .split("+")
    .map((key) => names[key] ?? key)
    .join(platform === "mac" ? "" : " ");
}

/** The relevant part of a keyboard event, so that tests do not need a DOM. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** `Mod` is Command on a Mac, Control elsewhere. Letters are matched by character, which works on all layouts. */
export function matchesKeys(press: KeyPress, keys: string, platform: Platform): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const mod = platform === "mac" ? press.metaKey : press.ctrlKey;
  const otherMod = platform === "mac" ? press.ctrlKey : press.metaKey;
  return (
    mod === parts.includes("Mod") &&
    !otherMod &&
    press.altKey === parts.includes("Alt") &&
    press.shiftKey === parts.includes("Shift") &&
    (press.key.toLowerCase() === key.toLowerCase() || (press.altKey && press.code === `Key${key}`))
  );
}
