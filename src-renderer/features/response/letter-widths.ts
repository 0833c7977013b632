import type { Face } from "./cell-width.ts";

/** Letters that are laid out together. */
const lettersAtOnce = 200;

/** The cell of the table in whose face each text is set. */
const cellOf: Readonly<Record<Face, string>> = { text: "td", mono: "td c", head: "th" };

/**
 * The widths of single letters, in CSS pixels. A text is measured by the sum of its letters: kerning and joined letters
 * make it narrower, never wider. A canvas does not know the alternate letters that the style sheet asks for, so each
 * letter is laid out once, together with all others that are new.
 */
export class LetterWidths {
  private readonly known: Readonly<Record<Face, Map<string, number>>> = {
    text: new Map(),
    mono: new Map(),
    head: new Map(),
  };

  /** Lays out the letters that are not known yet, so many at a time; between two portions the page can do something else. */
  async learn(texts: readonly { readonly text: string; readonly face: Face }[], signal: AbortSignal): Promise<void> {
    for (const face of ["text", "mono", "head"] as const) {
      const known = this.known[face];
      const letters = new Set(texts.flatMap((each) => (each.face === face ? Array.from(each.text) : [])));
      const unknown = [...letters].filter((letter) => !known.has(letter));
      for (let at = 0; at < unknown.length; at += lettersAtOnce) {
        signal.throwIfAborted();
        const portion = unknown.slice(at, at + lettersAtOnce);
        const widths = await measure(portion, cellOf[face]);
        for (const [index, letter] of portion.entries()) known.set(letter, widths[index] ?? 0);
      }
    }
  }

  /** Of a text whose letters were learned. */
  widthOf(text: string, face: Face): number {
    const known = this.known[face];
    let width = 0;
    for (const letter of text) width += known.get(letter) ?? 0;
    return width;
  }
}

async function measure(letters: readonly string[], className: string): Promise<readonly number[]> {
  const cell = document.createElement("div");
  cell.className = `letters ${className}`;
  cell.setAttribute("aria-hidden", "true");
  const spans = letters.map((letter) => {
    const span = document.createElement("span");
    span.textContent = letter;
    return span;
  });
  cell.append(...spans);
  document.body.append(cell);
  try {
    // A face is cut by script, and each part comes when its first letter is needed.
    await document.fonts.load(getComputedStyle(cell).font, letters.join("")).catch(() => []);
    return spans.map((span) => span.getBoundingClientRect().width);
  } finally {
    cell.remove();
  }
}
