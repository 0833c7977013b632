import { withKeptBodies } from "./kept-bodies.ts";
import { contactList } from "./lists.ts";
import { median, milliseconds, type Measure, type Row } from "./row.ts";

const lineFeed = 10;

/** The same bytes with a line feed in place of the comma between two records. */
function inLines(oneLine: Uint8Array): Uint8Array {
  const lines = Buffer.from(oneLine);
  for (let at = lines.indexOf("},{"); at >= 0; at = lines.indexOf("},{", at + 3)) lines[at + 1] = lineFeed;
  return lines;
}

const searches = {
  plain: { query: "harbour", matchCase: false, regularExpression: false },
  absent: { query: "zzzzqqqq", matchCase: true, regularExpression: false },
  pattern: { query: "\\d{3}-55\\d", matchCase: false, regularExpression: true },
};

/** P16: find in Raw in a body of one line, compared with the same bytes in lines. */
export const measureFind: Measure = {
  goals: ["P16"],
  run: ({ quick }) =>
    withKeptBodies(async (kept) => {
      const { store } = kept;
      const size = quick ? "10k" : "100k";
      const list = await contactList("json", size);
      const oneLine = Buffer.from(list.bytes.filter((byte) => byte !== lineFeed && byte !== 13));
      const bodies = [await kept.keep(oneLine, "text/plain"), await kept.keep(inLines(oneLine), "text/plain")];
      const rows: Row[] = [];
      for (const [name, search] of Object.entries(searches)) {
        const times: number[][] = [[], []];
        for (const [place, { documentId }] of bodies.entries()) {
          for (let round = 0; round < 3; round += 1) {
            const find = (query: string): Promise<unknown> =>
              store.find({ ...search, query, documentId, as: "raw", index: 0 }, new AbortController().signal);
            // The one-time work of a search is done, and the previous search was a different one, so no result is
            // reused.
            await find("a first look");
            times[place]?.push(await milliseconds(() => find(search.query)));
          }
        }
        const [value = Number.NaN, reference = Number.NaN] = times.map(median);
        rows.push({
          id: `P16-${name}-${size}`,
          what: `find in ${String(Math.round(oneLine.length / 1e6))} MB of one line: ${name}`,
          value,
          unit: "ms",
          goal: 1.5 * reference + 20,
          reference: { value: reference, what: "the same bytes in lines" },
        });
      }
      return rows;
    }),
};
