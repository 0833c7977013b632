import { guardFormula } from "#shared/formats/spreadsheet.ts";
import { kindOfColumn } from "./column-kind.ts";

export interface CopiedTable {
  /** Names of the columns, in the order of the cells. */
  readonly columns: readonly string[];
  readonly cells: readonly (readonly string[])[];
  /** The names are included as a head. */
  readonly withHeaders: boolean;
}

/**
 * A spreadsheet takes a cell with this style as text, so an id or postcode keeps its leading zeros. LibreOffice reads
 * `sdnum`.
 */
const asText = ` style="mso-number-format:'\\@';white-space:pre-wrap" sdnum="0;0;@"`;
const asItIs = ` style="white-space:pre-wrap"`;

/** A number that a spreadsheet reproduces exactly. */
const plainNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/u;

/** Copied cells as a table for mail and documents. Formulas are guarded as in the plain text. */
export function tableHtml({ columns, cells, withHeaders }: CopiedTable): string {
  const texts = columns.map((column) => kindOfColumn(column).kind !== "text");
  const heads = columns.map((column) => `<th scope="col" align="left"${asText}>${escaped(column)}</th>`).join("");
  const head = withHeaders ? `<thead><tr>${heads}</tr></thead>` : "";
  const rows = cells.map((line) => {
    const inside = line.map((text, index) => {
      const isNumber = texts[index] === false && plainNumber.test(text);
      return `<td${isNumber ? asItIs : asText}>${escaped(guardFormula(text))}</td>`;
    });
    return `<tr>${inside.join("")}</tr>`;
  });
  const style = 'border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse"';
  return `<meta charset="utf-8"><table ${style}>${head}<tbody>${rows.join("")}</tbody></table>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Line endings stay within one cell of the spreadsheet. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/gu, (letter) => entities[letter] ?? letter)
    .replace(/\r\n?|\n/gu, '<br style="mso-data-placement:same-cell">');
}
