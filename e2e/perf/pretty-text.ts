import { TextDecoder } from "node:util";
import { withKeptBodies } from "./kept-bodies.ts";
import { contactList } from "./lists.ts";
import { median, milliseconds, type Measure, type Row } from "./row.ts";

/** P11: the first screen of pretty text of a body without line endings, as a list and as a single value. */
export const measurePrettyText: Measure = {
  goals: ["P11"],
  run: ({ quick }) =>
    withKeptBodies(async (bodies) => {
      const { store } = bodies;
      const size = quick ? "10k" : "100k";
      const list = await contactList("json", size);
      const value = JSON.parse(new TextDecoder().decode(list.bytes)) as unknown;
      const whole = await milliseconds(async () => JSON.stringify(value, null, 2));
      const contents = {
        [`P11-list-${size}`]: { what: `first screen of ${size} pretty JSON`, value },
        [`P11-tree-${size}`]: { what: `the same below a member, no list`, value: { contacts: value } },
      };
      const rows: Row[] = [];
      for (const [id, { what, value: content }] of Object.entries(contents)) {
        const bytes = Buffer.from(JSON.stringify(content));
        const times: number[] = [];
        for (let round = 0; round < 3; round += 1) {
          const { documentId } = await bodies.keep(bytes, "application/json");
          const folding = { folded: "none" as const, except: [], groups: [], nodes: [] };
          const request = { documentId, as: "json" as const, folding, offset: 0 };
          const first = (): Promise<unknown> =>
            store.getLines({ ...request, limit: 200 }, new AbortController().signal);
          times.push(await milliseconds(first));
          store.close(documentId);
        }
        const reference = { value: whole, what: "JSON.stringify of the whole, parsed before" };
        rows.push({ id, what, value: median(times), unit: "ms", goal: 200, reference });
      }
      return rows;
    }),
};
