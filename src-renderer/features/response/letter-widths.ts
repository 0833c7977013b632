import type { Face } from "./cell-width.ts";

/** Number of letters laid out together. */
const lettersAtOnce = 200;

/** The table cell whose face each text is set in. */
const cellOf: Readonly<Record<Face, string>> = { text: "td", mono: "td c", head: "th" };

/**
 * The widths of single letters, in CSS pixels. A text is measured by the sum of its letters: kerning and ligatures make
 * it narrower, never wider. A canvas does not apply the alternate letters that the style sheet asks for, so each letter
 * is laid out once, together with all other new ones.
 */
export class LetterWidths {
  private readonly known: Readonly<Record<Face, Map<string, number>>> = {
    text: new Map(),
    mono: new Map(),
    head: new Map(),
  };

  /** Lays out unknown letters in portions, so the page can do other work in between. */
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

  /** The width of a text whose letters have all been measured. */
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
    // A font face is split by script, and each part loads when its first letter is needed.
    await document.fonts.load(getComputedStyle(cell).font, letters.join("")).catch(() => []);
    return spans.map((span) => span.getBoundingClientRect().width);
  } finally {
    cell.remove();
  }
}
