import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "#shared/documents.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { coverage, lacking, progressShare, progressText, savedText } from "./export-words.ts";

const whole = sampleExchange("one").document as DocumentSummary;
const broken: DocumentSummary = {
  ...whole,
  table: { recordCount: 137, columns: ["contact_id"] },
  notices: [{ code: "malformed", severity: "danger", title: "", message: "", byteOffset: 7 }],
};

describe("what is missing", () => {
  it("is nothing for a complete response", () => {
    expect(lacking(whole, "xlsx")).toBeNull();
    expect(lacking(whole, "served")).toBeNull();
  });

  it("is counted in records for a table and in bytes as served", () => {
    const cut = { ...broken, complete: false, byteLength: 41_200 };
    expect(lacking(cut, "xlsx")).toBe("Only 137 whole records arrived.");
    expect(lacking(cut, "served")).toBe("Only 41,200 bytes arrived.");
  });

  it("is what comes after a break, for the table only", () => {
    expect(lacking(broken, "json")).toBe("Only the 137 records before the break can be read.");
    expect(lacking(broken, "served")).toBeNull();
  });
});

it("says which records and columns are exported", () => {
  expect(coverage(248, 248, 10, 23)).toBe("248 of 248 records, 10 of 23 columns");
  expect(coverage(null, 1, 1, 1)).toBe("… of 1 record, 1 of 1 column");
});

describe("the progress of an export", () => {
  const served = { exportId: "e", bytes: 12_300_000, byteCount: 74_100_000, records: 0, recordCount: null };

  it("is shown in bytes for an export as served", () => {
    expect(progressText({ ...served, elapsedMs: 2_000 })).toBe("12.3 of 74.1 MB, 6.2 MB/s");
    expect(progressShare({ ...served, elapsedMs: 2_000 })).toBeCloseTo(0.166, 3);
  });

  it("is shown in records for a table", () => {
    const table = { ...served, byteCount: null, records: 41_200, recordCount: 500_000, elapsedMs: 1_000 };
    expect(progressText(table)).toBe("41,200 of 500,000 records, 12.3 MB");
    expect(progressShare(table)).toBeCloseTo(0.0824, 4);
    expect(progressShare({ ...table, records: 0, recordCount: 0 })).toBeNull();
  });
});

describe("what was saved", () => {
  const saved = {
    state: "saved",
    name: "contacts.csv",
    bytes: 41_300,
    records: null,
    guarded: 0,
    replaced: 0,
  } as const;

  it.each([
    [saved, "served", null, "Saved contacts.csv, byte for byte (41.3 KB)"],
    [{ ...saved, records: 248 }, "csv", null, "Saved contacts.csv, 248 records (41.3 KB)"],
    [
      { ...saved, records: 248, guarded: 3 },
      "spreadsheet",
      null,
      "Saved contacts.csv, 248 records (41.3 KB). 3 values guarded against running as a formula.",
    ],
    [
      { ...saved, records: 137, replaced: 1 },
      "xml",
      "Only 137 whole records arrived.",
      "Saved contacts.csv, 137 records (41.3 KB). Only 137 whole records arrived. 1 value has characters that XML cannot hold.",
    ],
    [
      { ...saved, records: 1, renamed: 1 },
      "xml",
      null,
      "Saved contacts.csv, 1 record (41.3 KB). 1 field renamed: XML cannot hold its name.",
    ],
    [
      { ...saved, name: "contacts.xlsx", records: 248, undated: 2 },
      "xlsx",
      null,
      "Saved contacts.xlsx, 248 records (41.3 KB). 2 values are not dates that a spreadsheet knows and stay text.",
    ],
    [
      { ...saved, name: "contacts.xlsx", records: 1, undated: 1 },
      "xlsx",
      null,
      "Saved contacts.xlsx, 1 record (41.3 KB). 1 value is not a date that a spreadsheet knows and stays text.",
    ],
  ] as const)("%# is said in one line", (result, as, lacks, text) => {
    expect(savedText(result, as, lacks)).toBe(text);
  });
});
