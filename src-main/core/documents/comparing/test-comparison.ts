import type { CheckedFormat, DifferenceGroup, FormatComparison } from "#shared/format-check.ts";
import { OpenDocument } from "../open-document.ts";
import { finished } from "../test-engine.ts";
import { compareFormats, type DocumentsComparison } from "./compare-formats.ts";

export type Bodies = { readonly [Format in CheckedFormat]?: string };

const types = { json: "application/json", xml: "application/xml", csv: "text/csv" } as const;

function openDocument(format: CheckedFormat, body: string): OpenDocument {
  const bytes = Buffer.from(body);
  const memory = new SharedArrayBuffer(bytes.length);
  new Uint8Array(memory).set(bytes);
  const document = new OpenDocument(format, memory, { contentType: types[format], status: 200, expectedBytes: null });
  finished(document.finish(bytes.length, { complete: true, dropped: 0 }));
  return document;
}

/** For tests: compares bodies without threads. */
export function comparisonOf(bodies: Bodies, key: string | null = "id"): DocumentsComparison {
  const documents = Object.fromEntries(
    Object.entries(bodies).map(([format, body]) => [format, openDocument(format as CheckedFormat, body)]),
  );
  return finished(compareFormats(documents, key, () => undefined));
}

export function compared(bodies: Bodies, key: string | null = "id"): FormatComparison {
  const { comparison } = comparisonOf(bodies, key);
  if (comparison === null) throw new Error("nothing was compared");
  return comparison;
}

/** One line per group: `date name csv 1`. */
export function linesOf({ groups }: FormatComparison): string[] {
  return groups.map(({ kind, field, odd, total }: DifferenceGroup) =>
    [kind, field ?? "-", odd ?? "-", total].join(" "),
  );
}
