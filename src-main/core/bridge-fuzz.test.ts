import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { calls } from "#shared/channels.ts";
import type { Reply } from "#shared/reply.ts";
import { examples } from "./call-examples.ts";
import { createDispatch, type Dispatch } from "./dispatch.ts";
import { createPortDoubles, type PortDoubles } from "./port-doubles.ts";
import { createServices, type Core } from "./services.ts";

const strangeKeys = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then", "toJSON", "length"];
const strange = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      key: fc.oneof(fc.string(), fc.constantFrom(...strangeKeys)),
    }),
  },
  { weight: 20, arbitrary: fc.string({ unit: "binary" }) },
  {
    weight: 20,
    arbitrary: fc.constantFrom(NaN, Infinity, -0, -1, 2 ** 53, 1e308, 0.5, "", "\u0000", "\ud800", "..", "%00", "null"),
  },
  { weight: 2, arbitrary: fc.constantFrom(10_001, 1_048_577).map((length) => "x".repeat(length)) },
  { weight: 1, arbitrary: fc.constantFrom(501, 100_001).map((length) => Array.from({ length }, () => 0)) },
);

/** Makes one change somewhere in a well-formed input: another value, a missing part or an extra part. */
const change = fc.record({
  kind: fc.constantFrom("replace", "remove", "add"),
  depth: fc.nat({ max: 3 }),
  pick: fc.nat(),
  key: fc.oneof(fc.constantFrom(...strangeKeys), fc.string()),
  value: strange,
});
type Change = (typeof change extends fc.Arbitrary<infer Value> ? Value : never) & object;

function changed(input: unknown, { kind, depth, pick, key, value }: Change): unknown {
  const copy: unknown = structuredClone(input);
  let place = copy;
  for (let level = 0; level < depth; level += 1) {
    const inner: unknown[] = isObject(place) ? Object.values(place).filter(isObject) : [];
    if (inner.length > 0) place = inner[pick % inner.length];
  }
  if (!isObject(place)) return value;
  const keys = Object.keys(place);
  const chosen = keys[pick % Math.max(keys.length, 1)] ?? key;
  if (kind === "remove") Reflect.deleteProperty(place, chosen);
  else {
    const at = kind === "add" ? key : chosen;
    // Arrays reject most lengths themselves.
    if (Array.isArray(place) && at === "length") return copy;
    Object.defineProperty(place, at, { value, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

let doubles: PortDoubles;
let core: Core;
let dispatch: Dispatch;
beforeAll(async () => {
  doubles = await createPortDoubles();
  core = await createServices(doubles.ports);
  dispatch = createDispatch(core.services, doubles.ports.log).dispatch;
});
afterAll(async () => {
  await core.dispose();
  await doubles.remove();
});

async function state(): Promise<unknown> {
  const names = ["listConnections", "getSettings", "getApplication", "listDrafts", "listRuns"] as const;
  return Promise.all(names.map((name) => dispatch("state", name, {})));
}

const seed = Date.now();
const values = fc.sample(fc.oneof(strange, change), { numRuns: 10_000, seed });
const isChange = (value: unknown): value is Change => isObject(value) && "depth" in value && "pick" in value;

test.each(calls)(`10,000 strange inputs to %s: typed errors, nothing changed (seed ${String(seed)})`, async (name) => {
  const before = await state();
  const answers = new Set<string>();
  for (const value of values) {
    const input = isChange(value) ? changed(examples[name], value) : value;
    const reply: Reply<unknown> = await dispatch("tab", name, input);
    answers.add(reply.ok ? "ok" : reply.error.code);
    if (JSON.stringify(reply).length > 20_000) throw new Error(`a reply of ${String(JSON.stringify(reply).length)}`);
  }
  expect(answers).toContain("invalid-input");
  expect(answers).not.toContain("internal");
  expect(await state()).toEqual(before);
  expect(doubles.logged).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
