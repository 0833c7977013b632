import { SaxesParser } from "saxes";

/** For tests: what a reader that follows the specification, and shares no code with ours, finds in a worksheet. */
export interface ReadSheet {
  /** Text by cell reference. */
  readonly cells: ReadonlyMap<string, string>;
  /** Numbers by cell reference; dates are stored as numbers. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly styles: ReadonlyMap<string, string>;
  readonly elements: readonly string[];
}

/** ECMA-376 part 1, §22.9.2.19: `_xHHHH_` is a character. */
function unescape(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

export function readSheet(xml: string): ReadSheet {
  const cells = new Map<string, string>();
  const numbers = new Map<string, number>();
  const styles = new Map<string, string>();
  const elements: string[] = [];
  const parser = new SaxesParser();
  let reference = "";
  let text: string | null = null;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (!elements.includes(name)) elements.push(name);
    if (name === "c") {
      const type = attributes["t"] ?? "n";
      if (type !== "inlineStr" && type !== "n") throw new Error(`a cell of type ${type}`);
      reference = attributes["r"] ?? "";
      styles.set(reference, attributes["s"] ?? "");
    }
    if (name === "t" || name === "v") text = "";
  });
  parser.on("text", (piece) => {
    if (text !== null) text += piece;
  });
  parser.on("closetag", ({ name }) => {
    if ((name !== "t" && name !== "v") || text === null) return;
    if (name === "v") numbers.set(reference, Number(text));
    else cells.set(reference, unescape(text));
    text = null;
  });
  parser.write(xml).close();
  return { cells, numbers, styles, elements };
}
