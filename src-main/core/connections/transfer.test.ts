import fc from "fast-check";
import { expect, test } from "vitest";
import type { ConnectionInput } from "#shared/connection.ts";
import { CallError } from "../call-error.ts";
import { connectionDefaults } from "./connection-defaults.ts";
import { practiceConnections } from "./practice-connections.ts";
import { unknownLevel, type StoredConnection } from "./stored-connection.ts";
import { exportConnections, inputOf, readConnections } from "./transfer.ts";

const input: ConnectionInput = {
  ...connectionDefaults,
  name: "Harbour & Oak agent",
  label: "Customer, live",
  colour: "ochre",
  baseUrl: "http://api.rezora.com",
  userName: "hoak-agent-0412",
  gapMs: 750,
};
const stored: StoredConnection = {
  ...input,
  connectionId: "secret-id",
  practice: null,
  practiceFault: null,
  usesPracticePassword: false,
  unencryptedAcknowledged: true,
  level: unknownLevel(0),
};

const fileOf = (connections: unknown): string =>
  JSON.stringify({ format: "rezora-explorer-connections", version: 1, connections });

test("an export contains what the user entered, and an import restores it", () => {
  const text = exportConnections([...practiceConnections, stored]);
  expect(text).not.toMatch(/practice|secret-id|password|unencrypted|level/iu);
  expect(readConnections(text)).toMatchObject({ inputs: [inputOf(stored)], skipped: [] });
});

test("a chosen charset is exported, and a file without one can be imported by earlier versions", () => {
  const text = exportConnections([{ ...stored, latin1Login: true }]);
  expect(readConnections(text).inputs).toEqual([{ ...input, latin1Login: true }]);
  expect(exportConnections([{ ...stored, latin1Login: false }])).not.toContain("latin1Login");
});

test("a name and a base URL suffice, and the address is normalised", () => {
  const { inputs } = readConnections(`\uFEFF${fileOf([{ name: " Oak ", baseUrl: "HTTPS://API.rezora.com:443/" }])}`);
  expect(inputs).toEqual([{ ...connectionDefaults, name: "Oak", baseUrl: "https://api.rezora.com" }]);
});

test.each([
  ["no address", { name: "Oak" }, "Oak: The base URL is missing."],
  ["another scheme", { name: "Oak", baseUrl: "ftp://x" }, "Oak: Only http and https can be used."],
  ["a login in the address", { name: "Oak", baseUrl: "http://a:b@x" }, "Oak: User name and password do not belong"],
  [
    "a password",
    { ...input, password: "canary" },
    "Harbour & Oak agent: Rezora Explorer does not know the field “password”. A password is not imported",
  ],
  [
    "a prototype",
    JSON.parse('{"name":"x","baseUrl":"http://x","__proto__":{"quoteQop":true}}'),
    "x: Rezora Explorer does not know the field “__proto__”.",
  ],
  ["not an object", 7, "Entry 1: This is not a connection"],
  ["an array", [], "Entry 1: This is not a connection"],
  [
    "a number out of bounds",
    { ...input, gapMs: -1 },
    "Harbour & Oak agent: The gap between bulk requests (gapMs) must be a whole number from 0 to 60,000",
  ],
] as const)("an entry with %s is left out and named, the others come in", (_, entry, reason) => {
  const { inputs, skipped } = readConnections(fileOf([entry, input]));
  expect(inputs).toEqual([input]);
  expect(skipped).toHaveLength(1);
  expect(skipped[0]).toContain(reason);
  expect(skipped[0]).not.toContain("canary");
});

test.each([
  ["no JSON", "{", "It is not JSON, or it is damaged."],
  ["another file", '{"format":"har","version":1,"connections":[]}', "not written by Export"],
  [
    "a file of another application",
    '{"info":{"name":"Rezora","schema":"collection"},"item":[]}',
    "not written by Export",
  ],
  ["a list", "[]", "not written by Export"],
  [
    "without a version",
    '{"format":"rezora-explorer-connections","connections":[]}',
    "The version of its format is missing",
  ],
  [
    "a newer version",
    '{"format":"rezora-explorer-connections","version":2,"connections":[]}',
    "A newer version of Rezora Explorer wrote it",
  ],
  ["no list", fileOf({}), "It has no list of connections."],
  ["too many", fileOf(Array.from({ length: 501 }, () => input)), "It has 501 connections; at most 500"],
  [
    "too deep",
    fileOf([JSON.parse("[".repeat(9) + "]".repeat(9))]),
    "It is nested too deeply for a file of connections.",
  ],
  ["deep enough to exhaust a parser", "[".repeat(1_000_000), "It is nested too deeply for a file of connections."],
  ["too large in bytes", `"${"€".repeat(400_000)}"`, "It is larger than 1 MB"],
])("a file that is %s is refused as a whole", (_, text, detail) => {
  expect(() => readConnections(text)).toThrow(CallError);
  try {
    readConnections(text);
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid-input", detail: expect.stringContaining(detail) as string });
  }
});

/** Validator terms that a user would not understand. */
const validatorWords =
  /expected (array|string|object|number)|invalid (input|option)|received|undefined|unrecognized key/iu;

test("faults of an entry are described in plain words, never in the validator's", () => {
  const field = fc.constantFrom(...Object.keys(input), "password", "x", "constructor");
  fc.assert(
    // A file that is nested too deeply is refused as a whole.
    fc.property(field, fc.jsonValue({ maxDepth: 4 }), fc.boolean(), (name, value, isRemoved) => {
      const entry: Record<string, unknown> = { ...input, [name]: value };
      if (isRemoved) delete entry[name];
      for (const reason of readConnections(fileOf([entry])).skipped) {
        expect(reason).toMatch(/^[^:]+: [A-Z].*[.]$/u);
        expect(reason).not.toMatch(validatorWords);
      }
    }),
  );
});

test("brackets in strings do not count as depth", () => {
  expect(readConnections(fileOf([{ ...input, label: '[[[[[[[[[[\\"[[[' }])).inputs).toHaveLength(1);
});

test("any text is read or refused with a named error, and only connections are imported", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.jsonValue({ maxDepth: 4 }).map((value) => fileOf([value])),
    fc.record({ name: fc.string(), baseUrl: fc.webUrl(), extra: fc.anything() }).map((value) => fileOf([value])),
  );
  fc.assert(
    fc.property(text, (content) => {
      try {
        for (const read of readConnections(content).inputs) {
          expect(Object.keys(read).toSorted()).toEqual(Object.keys(input).toSorted());
        }
      } catch (error) {
        expect(error).toBeInstanceOf(CallError);
      }
    }),
    { numRuns: 2_000 },
  );
});
