import { TextDecoder } from "node:util";
import { everyRecord } from "#shared/every-record.ts";
import type { RecordQuery } from "#shared/documents.ts";
import { withKeptBodies } from "./kept-bodies.ts";
import { contactList, formats } from "./lists.ts";
import { milliseconds, type Measure, type Row } from "./row.ts";

const filtered = { contact_company: "harb", contact_home_city: "den", contact_name: "é" };
const sorted = ["contact_name", "contact_email", "contact_date"];

type Contact = Readonly<Record<string, string>>;

/** The same with built-in functions, on records that were parsed before. */
async function references(): Promise<{ readonly filter: number; readonly sort: number; readonly search: number }> {
  const list = await contactList("json", "100k");
  const contacts = JSON.parse(new TextDecoder().decode(list.bytes)) as readonly Contact[];
  const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  return {
    filter: await milliseconds(async () =>
      contacts.filter((contact) => contact["contact_company"]?.toLowerCase().includes("harb")),
    ),
    search: await milliseconds(async () =>
      contacts.filter((contact) => Object.values(contact).some((value) => value.toLowerCase().includes("harb"))),
    ),
    sort: await milliseconds(async () =>
      contacts.toSorted((one, other) => compare(one["contact_name"] ?? "", other["contact_name"] ?? "")),
    ),
  };
}

/** P13: filter, search and sort of 100,000 records in the worker, to the first window; the slowest of several. */
export const measureQueries: Measure = {
  goals: ["P13"],
  run: () =>
    withKeptBodies(async (bodies) => {
      const { store } = bodies;
      const reference = await references();
      const rows: Row[] = [];
      for (const format of formats) {
        const list = await contactList(format, "100k");
        const { documentId } = await bodies.keep(list.bytes, list.contentType);
        const ask = (part: Partial<RecordQuery>): Promise<number> => {
          const request = { documentId, query: { ...everyRecord, ...part }, offset: 0, limit: 100 };
          return milliseconds(() => store.getRows(request, new AbortController().signal));
        };
        const slowest = async (queries: readonly Partial<RecordQuery>[]): Promise<number> => {
          let longest = 0;
          for (const query of queries) longest = Math.max(longest, await ask(query));
          return longest;
        };
        const filters = Object.entries(filtered).map(([column, value]) => ({
          filters: [{ column, operator: "contains" as const, value }],
        }));
        const sorts = sorted.map((column) => ({ sort: [{ column, direction: "ascending" as const }] }));
        rows.push(
          {
            id: `P13-filter-${format}-100k`,
            what: `filter one column of 100k ${format}`,
            value: await slowest(filters),
            unit: "ms",
            goal: 100,
            reference: { value: reference.filter, what: "Array.filter over parsed records" },
          },
          {
            id: `P13-search-${format}-100k`,
            what: `search all 23 columns of 100k ${format}`,
            value: await slowest([{ search: "harb" }, { search: "é" }, { search: "zzzz" }]),
            unit: "ms",
            goal: 300,
            reference: { value: reference.search, what: "Array.filter over all values of parsed records" },
          },
          {
            id: `P13-sort-${format}-100k`,
            what: `sort 100k ${format} by one column`,
            value: await slowest(sorts),
            unit: "ms",
            goal: 300,
            reference: { value: reference.sort, what: "Array.sort of parsed records by Intl.Collator" },
          },
        );
        store.close(documentId);
      }
      return rows;
    }),
};
