/** White space and invisible characters that are often copied along with a text. */
const unseen = String.raw`[\s\p{Cc}\p{Cf}\p{Zs}]`;
const atStart = new RegExp(`^${unseen}+`, "u");
const atEnd = new RegExp(`${unseen}+$`, "u");

/** The invisible characters at the start or end of a text. Only these are reported about a password, never its text. */
export interface Edges {
  readonly start: "space" | "unseen" | null;
  readonly end: "space" | "unseen" | null;
}

export const noEdges: Edges = { start: null, end: null };

export function hasEdges({ start, end }: Edges): boolean {
  return start !== null || end !== null;
}

export function edgesOf(text: string): Edges {
  return { start: kindOf(atStart.exec(text)?.[0]), end: kindOf(atEnd.exec(text)?.[0]) };
}

function kindOf(run: string | undefined): Edges["start"] {
  if (run === undefined) return null;
  return /^ +$/u.test(run) ? "space" : "unseen";
}

/** The text without its edges; characters inside stay unchanged. */
export function withoutEdges(text: string): string {
  return text.replace(atStart, "").replace(atEnd, "");
}

/** `The password ends with a space.`; null where the text has no such edge. */
export function edgeWords(what: string, { start, end }: Edges): string | null {
  if (start === null && end === null) return null;
  if (start === end && start !== null) return `${what} begins and ends with ${nouns[start]}.`;
  const parts = [
    start === null ? null : `begins with ${nouns[start]}`,
    end === null ? null : `ends with ${nouns[end]}`,
  ];
  return `${what} ${parts.filter((part) => part !== null).join(" and ")}.`;
}

const nouns = { space: "a space", unseen: "a character that cannot be seen" } as const;

/** The label of the button: `Remove the space`. */
export function removalWords({ start, end }: Edges): string {
  const kinds = [start, end].filter((kind) => kind !== null);
  const one = kinds.every((kind) => kind === "space") ? "space" : "character";
  return kinds.length > 1 ? `Remove both ${one}s` : `Remove the ${one}`;
}
