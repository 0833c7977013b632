import { describe, expect, it } from "vitest";
import type { RecordQuery } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { spokenExchange, spokenQuery, spokenView } from "./spoken-change.ts";

const rows = { matched: 12, total: 248, shown: (column: string) => column.replace("contact_", "") };
const sorted = (...sort: RecordQuery["sort"]): RecordQuery => ({ ...everyRecord, sort });
const byName = { column: "contact_name", direction: "ascending" } as const;
const byId = { column: "contact_id", direction: "descending" } as const;
const found: RecordQuery = { ...everyRecord, search: "jane" };

describe("what is announced about another sort or selection of records", () => {
  it.each([
    ["nothing new", everyRecord, { ...everyRecord }, rows, null],
    ["a sort", everyRecord, sorted(byName), rows, "Sorted by name, ascending."],
    ["a second column", sorted(byName), sorted(byName, byId), rows, "Sorted by name, ascending, then id, descending."],
    ["the sort taken off", sorted(byName), everyRecord, rows, "Not sorted."],
    ["a search", everyRecord, found, rows, "12 of 248 records."],
    ["a search without a match", everyRecord, found, { ...rows, matched: 0 }, "No record matches."],
    ["the search taken off", found, everyRecord, { ...rows, matched: 248 }, "All 248 records."],
    ["both at once", sorted(byName), found, rows, "Not sorted. 12 of 248 records."],
  ] as const)("%s", (_, before, after, shown, words) => {
    expect(spokenQuery(before, after, shown)).toBe(words);
  });
});

describe("what is announced about another response or view", () => {
  it("includes the view, or the panel in its place", () => {
    expect(spokenView("json", null)).toBe("JSON view.");
    expect(spokenView("json", "handshake")).toBe("Handshake.");
  });

  it("includes the outcome, and how many records arrived", () => {
    expect(spokenExchange(sampleExchange("one"))).toBe("contacts: 200 OK, 1 record.");
    expect(spokenExchange(sampleExchange("one", { status: 403, reason: "Forbidden", document: null }))).toBe(
      "contacts: 403 Forbidden.",
    );
    expect(spokenExchange(sampleExchange("one", { status: null, reason: "", document: null }))).toBe(
      "contacts: no response.",
    );
  });
});
