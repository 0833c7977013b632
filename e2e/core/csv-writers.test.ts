import fc from "fast-check";
import { expect, test } from "vitest";
import { openEngine } from "#core/documents/test-engine.ts";
import { answerOf } from "#practice/answer.ts";
import { writeCsvAs, type CsvWriterName } from "#practice/csv-writers.ts";

const fields = ["contact_id", "contact_name", "contact_notes"];

function bodyOf(writer: CsvWriterName, records: readonly Readonly<Record<string, string>>[]): string {
  const answer = answerOf({ kind: "records", fields, records }, "csv", null);
  return [...(writeCsvAs(writer, answer).body ?? [])].join("");
}

test("difficult values are read back from each writer unchanged, or are marked", () => {
  const value = fc.oneof(
    fc.constantFrom("C:\\new\\table", "\\\\server\\share", "ends\\", 'say "hi"', "plain", ""),
    fc.string({ unit: fc.constantFrom("a", "\\", '"', "|", ";", " ", "é", "\r\n"), maxLength: 6 }),
  );
  const records = fc
    .array(fc.tuple(value, value), { minLength: 2, maxLength: 8 })
    .map((rows) =>
      rows.map(([name, notes], at) => ({ contact_id: `${at + 7}`, contact_name: name, contact_notes: notes })),
    );
  const writers = fc.constantFrom<CsvWriterName>("quotes-only", "doubled-quotes", "no-header", "semicolons");
  fc.assert(
    fc.property(writers, records, (writer, list) => {
      // A lone backslash proves that backslashes are not doubled; without any the body may be the documented writer's.
      const proof = { contact_id: "5", contact_name: "C:\\new", contact_notes: "x" };
      const all = [proof, ...list];
      const engine = openEngine(bodyOf(writer, all), { contentType: "text/csv" });
      const isGrave = engine.summary.notices.some(({ severity }) => severity !== "info");
      if (engine.summary.table?.recordCount !== all.length) {
        expect(isGrave).toBe(true);
        return;
      }
      // Line endings inside values can split rows with the right cell count: then the body is reported as damaged.
      const damages = new Set<string>(["ragged-rows", "ambiguous-rows", "malformed"]);
      const tears = list.some((fieldsOf) => Object.values(fieldsOf).some((text) => text.includes("\n")));
      if (tears && engine.summary.notices.some(({ code }) => damages.has(code))) return;
      for (const { record, cells, mark } of engine.rows().rows) {
        if (/\d fields?, not/u.test(mark ?? "")) continue;
        const sent = Object.values(all[record] ?? {});
        for (const [column, cell] of cells.slice(0, sent.length).entries()) {
          if (typeof cell === "string") expect(cell).toBe(sent[column]);
        }
      }
    }),
    { numRuns: 500 },
  );
});
