import { create } from "zustand";

/** What the form of a new record started as. */
export type FormOrigin =
  | { readonly kind: "empty" }
  | {
      readonly kind: "copy";
      readonly designator: string;
      readonly title: string;
      /** Fields of the copied record that a new one cannot be given. */
      readonly leftOut: readonly string[];
    };

const emptyForm: FormOrigin = { kind: "empty" };

/** What each form of this session started as, by the id of its draft. A draft of an earlier session has no entry. */
export const useFormOrigins = create<{ readonly origins: ReadonlyMap<string, FormOrigin> }>()(() => ({
  origins: new Map(),
}));

export function noteOrigin(draftId: string, origin: FormOrigin = emptyForm): void {
  useFormOrigins.setState(({ origins }) => ({ origins: new Map(origins).set(draftId, origin) }));
}

/**
 * The form's note about what it started as. While nothing is filled in, the form counts as empty, whatever was there
 * before.
 */
export function originWords(hasDraft: boolean, origin: FormOrigin | undefined): string {
  if (!hasDraft) return "Empty form";
  if (origin === undefined) return "Draft of an earlier session";
  return origin.kind === "empty" ? "Empty form" : origin.title;
}

/** Names as shown, without the prefix that the record's fields share. */
export function leftOutWords(noun: string, leftOut: readonly string[]): string {
  const belongings = { contact: "lists", list: "members", group: "members" }[noun];
  const names = leftOut.map((name) => (name.startsWith(`${noun}_`) ? name.slice(noun.length + 1) : name));
  return `Not copied: ${[...names, ...(belongings === undefined ? [] : [belongings])].join(", ")}`;
}
