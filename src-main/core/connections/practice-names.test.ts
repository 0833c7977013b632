import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readVersion } from "../storage/stored-format.ts";
import { connectionsFormat } from "./stored-connection.ts";

const sample = new URL("../storage/samples/connections.v1.json", import.meta.url);

async function migrate(change: (name: string) => Record<string, string>): Promise<(readonly [string, string])[]> {
  const { data } = JSON.parse(await readFile(sample, "utf8")) as {
    readonly data: readonly { readonly name: string }[];
  };
  const changed = data.map((each) => ({ ...each, ...change(each.name) }));
  return (readVersion(connectionsFormat, 1, changed) ?? []).map(({ name, label }) => [name, label]);
}

test("the practice connections of version 1 are named by their level, and nothing else is renamed", async () => {
  expect(await migrate(() => ({}))).toEqual([
    ["Practice, agent", ""],
    ["Practice, company", ""],
    ["Harbour & Oak, live", "live"],
    ["Harbour & Oak, test", expect.any(String)],
  ]);
});

test("a practice connection that the user renamed or labelled keeps what the user chose", async () => {
  const renamed = await migrate((name) => (name === "Practice" ? { name: "My practice" } : {}));
  expect(renamed.slice(0, 2)).toEqual([
    ["My practice", "Practice"],
    ["My practice", "Practice"],
  ]);
  const labelled = await migrate((name) => (name === "Practice" ? { label: "for training" } : {}));
  expect(labelled.slice(0, 2)).toEqual([
    ["Practice, agent", "for training"],
    ["Practice, company", "for training"],
  ]);
});
