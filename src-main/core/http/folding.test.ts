import { describe, expect, it } from "vitest";
import { containing, createBench } from "./bench.ts";
import { readWireCases, startWireCase } from "./wire-cases.ts";

const bench = createBench();

describe("folded headers", () => {
  it.each(readWireCases("folding"))("%s", async (_, data) => {
    const server = await startWireCase(bench, data);
    const { result, text } = await bench.send(server.origin, { idleTimeoutMs: 5_000 });
    expect(result.failure?.code).toBe(data.failure);
    expect(result.status).toBe(data.status ?? null);
    if (data.text !== undefined) expect(text).toBe(data.text);
    expect(result.warnings).toEqual((data.folded ?? []).map((name) => containing(`${name} was folded`)));
    if (data.headers !== undefined) expect(result.responseHeaders).toEqual(data.headers);
    if (data.realm !== undefined) expect(server.requests[1]?.login?.get("realm")).toBe(data.realm);
  });
});
