import { stringEdge } from "./string-edge.ts";
import { parameterNames } from "./parameter-names.ts";
import { TracedText } from "./traced-text.ts";

const percentQuote = new RegExp(String.raw`(?<![a-z])(?:${parameterNames})(?:%20|\+)*%3D(?:%20|\+)*%22`, "iu");
const percentTwice = new RegExp(String.raw`(?<![a-z])(?:${parameterNames})(?:%25)+3D`, "iu");
const htmlQuote = new RegExp(String.raw`\b(?:${parameterNames})\s*(?:=|&equals;|&#61;)\s*&(?:quot|#34|#x22);`, "iu");
/** A text that was encoded as a whole contains an encoded quote, start of an address, or percent sign. */
const encodedWord = /[^\s"'<>]*%(?:22|25|3A%2F%2F|2F)[^\s"'<>]*/giu;
/** Text logged twice is encoded twice; more was never seen. */
const maxLevels = 3;

/** Undoes percent-encoding of a whole header or address, but not of single characters, which the address itself has. */
export function undoPercentEncoding(text: TracedText): TracedText | null {
  let undone: TracedText | null = null;
  for (let level = 0; level < maxLevels; level++) {
    const current = undone ?? text;
    if (!percentQuote.test(current.text) && !percentTwice.test(current.text)) break;
    undone = decodeWords(current);
  }
  return undone;
}

function decodeWords(text: TracedText): TracedText {
  const pieces: TracedText[] = [];
  let from = 0;
  for (const { 0: word, index } of text.text.matchAll(encodedWord)) {
    const to = index + word.length;
    const isForm = /\bDigest\+/iu.test(word);
    const decoded = text
      .slice(index, to)
      .replace(isForm ? /(?:%[0-9a-f]{2})+|\+/giu : /(?:%[0-9a-f]{2})+/giu, ([run]) => decodeRun(run));
    pieces.push(text.slice(from, index), decoded);
    from = to;
  }
  return TracedText.join([...pieces, text.slice(from)]);
}

function decodeRun(run: string): string {
  if (run === "+") return " ";
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

const entityNames: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: "<",
  gt: ">",
  amp: "&",
  nbsp: " ",
  equals: "=",
  comma: ",",
  colon: ":",
  sol: "/",
  quest: "?",
  lbrack: "[",
  rbrack: "]",
  num: "#",
};
const entity = /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,8}));/giu;

/** Undoes the entities of HTML and XML, when the quotes of the header were turned into entities. */
export function undoHtmlEncoding(text: TracedText): TracedText | null {
  if (!htmlQuote.test(text.text)) return null;
  return decodeEntities(text.replace(/<br\s*\/?>/giu, () => "\n").replace(/["']/gu, () => stringEdge));
}

export function decodeEntities(text: TracedText): TracedText {
  return text.replace(entity, ([all, decimal, hexadecimal, name]) => {
    if (name !== undefined) return entityNames[name.toLowerCase()] ?? all;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return code === 0xa0 ? " " : code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : all;
  });
}
