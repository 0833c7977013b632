import type { CheckedFormat, DifferenceGroup, FormatComparison } from "#shared/format-check.ts";
import { OpenDocument } from "../open-document.ts";
import type { WindowSizes } from "../body-bytes.ts";
import { Source } from "../source.ts";
import { bodyBytes, finished } from "../test-engine.ts";
import { compareFormats, type DocumentsComparison } from "./compare-formats.ts";

export type Bodies = { readonly [Format in CheckedFormat]?: string };

const types = { json: "application/json", xml: "application/xml", csv: "text/csv" } as const;

function openDocument(format: CheckedFormat, body: string, windows?: WindowSizes): OpenDocument {
  const bytes = Buffer.from(body);
  const head = { contentType: types[format], status: 200, expectedBytes: null };
  const document = new OpenDocument(format, new Source(bodyBytes(bytes, windows)), head);
  finished(document.finish(bytes.length, { complete: true, dropped: 0, dropReason: "disk-full" }));
  return document;
}

/** For tests: compares bodies without threads. */
export function comparisonOf(bodies: Bodies, key: string | null = "id", windows?: WindowSizes): DocumentsComparison {
  const documents = Object.fromEntries(
    Object.entries(bodies).map(([format, body]) => [format, openDocument(format as CheckedFormat, body, windows)]),
  );
  return finished(compareFormats(documents, key, () => undefined));
}

export function compared(bodies: Bodies, key: string | null = "id"): FormatComparison {
  const { comparison } = comparisonOf(bodies, key);
  if (comparison === null) throw new Error("nothing was compared");
  return comparison;
}

/** One line per group, such as `date name csv 1`. */
export function linesOf({ groups }: FormatComparison): string[] {
  return groups.map(({ kind, field, odd, total }: DifferenceGroup) =>
    [kind, field ?? "-", odd ?? "-", total].join(" "),
  );
}
