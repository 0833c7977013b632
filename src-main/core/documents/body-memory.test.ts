import { expect, it } from "vitest";
import { BodyMemory } from "./body-memory.ts";

it("keeps every byte at its offset while it grows and moves", () => {
  const body = new BodyMemory();
  const chunk = Uint8Array.from({ length: 1_000_003 }, (_, at) => at % 251);
  const outcomes = Array.from({ length: 20 }, () => body.append(chunk));
  expect(outcomes.filter((outcome) => outcome === "moved")).toHaveLength(1);
  expect(outcomes).not.toContain("full");
  expect(body.byteLength).toBe(20 * chunk.length);
  for (const copy of [0, 7, 8, 19]) {
    const read = body.read(copy * chunk.length, chunk.length);
    expect(Buffer.compare(read, chunk)).toBe(0);
  }
  expect(body.memory.byteLength).toBe(body.taken);
});

it("reads only what has arrived", () => {
  const body = new BodyMemory();
  body.append(new Uint8Array([1, 2, 3]));
  expect([...body.read(1, 100)]).toEqual([2, 3]);
  expect([...body.read(9, 100)]).toEqual([]);
});
