import { expect, test } from "vitest";
import type { AccessObservation } from "#shared/access.ts";
import type { Connection } from "#shared/connection.ts";
import { matrixOf, suitingConnections, tally, type MatrixCell } from "./matrix-model.ts";
import { matrixText } from "./matrix-text.ts";
import { costOf, spokenCell } from "./matrix-words.ts";

function connection(change: Partial<Connection>): Connection {
  const level = { level: "agent", evidence: "", observedAt: 0 } as const;
  return {
    connectionId: "a",
    name: "Oak",
    gapMs: 500,
    practice: null,
    baseUrl: "https://a",
    level,
    ...change,
  } as Connection;
}

const seen: AccessObservation = {
  path: "contacts",
  method: "GET",
  designator: "contacts",
  status: 200,
  login: "accepted",
  observedAt: Date.UTC(2026, 10, 26, 12),
  source: "sweep",
  idsFrom: null,
};
const oak = connection({});
const groups = matrixOf({
  connections: [oak],
  access: [
    {
      connectionId: "a",
      observations: [seen, { ...seen, path: "groups", designator: "groups", status: 401, login: "not-permitted" }],
    },
  ],
  leftOut: [{ connectionId: "a", path: "groups/ID", reason: "No id to ask for: groups answered 401." }],
});

function cell(path: string, method: string): MatrixCell | undefined {
  return groups
    .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
    .find((each) => each.resource.path === path && each.method === method);
}

test("what was observed is distinguished from what is documented, and both from what is unknown", () => {
  expect(cell("contacts", "GET")?.state).toBe("allowed");
  expect(cell("groups", "GET")?.state).toBe("refused");
  expect(cell("contacts", "POST")?.state).toBe("documented");
  expect(cell("contacts", "PUT")?.state).toBe("not-documented");
  expect(cell("agents", "DELETE")?.state).toBe("not-documented");
  expect(cell("groups/ID", "GET")).toMatchObject({
    state: "documented",
    leftOut: "No id to ask for: groups answered 401.",
  });
  expect(cell("groups/ID", "PUT")?.leftOut).toBe("");
  expect(tally(groups)).toMatchObject({ allowed: 1, refused: 1, undecided: 0 });
});

test("a cell can be read out", () => {
  const heard = (path: string, method: string): string => {
    const found = cell(path, method);
    return found === undefined ? "" : spokenCell(found);
  };
  expect(heard("groups", "GET")).toBe("GET groups, Oak, agent: Refused, 401");
  expect(heard("contacts", "POST")).toBe("POST contacts, Oak, agent: Documented, not tried");
});

test("the cost is shown for the selection", () => {
  expect(costOf([oak, connection({ connectionId: "b", gapMs: 0 })])).toBe(
    "Up to 24 GETs, one at a time, about 6.0 s of waiting between them. A refusal takes two wire requests.",
  );
});

test("initially the connections to the same server are side by side", () => {
  const all = [oak, connection({ connectionId: "b" }), connection({ connectionId: "c", baseUrl: "https://c" })];
  expect(suitingConnections(all, oak)).toEqual(["a", "b"]);
});

test("as text, a cell that was not tried is never mistaken for a proof", () => {
  const csv = matrixText(groups, "csv").split("\r\n");
  expect(csv[0]).toBe("connection,account,resource,level,method,access,status,asked,seen_at,seen_by,documented");
  expect(csv).toContain("Oak,agent,contacts,agent,GET,allowed,200,contacts,2026-11-26T12:00:00.000Z,Sweep,documented");
  expect(csv).toContain("Oak,agent,contacts,agent,POST,not-tried,,,,,documented");
  const json = JSON.parse(matrixText(groups, "json")) as { readonly access: string }[];
  expect(json).toHaveLength(48);
  expect(json.filter(({ access }) => access === "not-tried")).toHaveLength(46);
  const markdown = matrixText(groups, "markdown");
  expect(markdown).toContain("## Oak (agent)\n\n| Resource | Level | GET | POST | PUT | DELETE |\n");
  expect(markdown).toContain(
    "| `contacts` | agent | allowed 200 | documented, not tried | not documented, not tried | documented, not tried |",
  );
});

test("a name does not become a formula or markup", () => {
  const odd = matrixOf({ connections: [connection({ name: "=1|*x*" })], access: [], leftOut: [] });
  expect(matrixText(odd, "csv")).toContain("'=1|*x*,agent,");
  expect(matrixText(odd, "markdown")).toContain(String.raw`## =1\|\*x\* (agent)`);
});
