import { describe, expect, it } from "vitest";
import { createBench } from "./bench.ts";
import { response } from "./loopback.ts";

const bench = createBench();

describe("headers", () => {
  it("are sent and received in wire order, unchanged", async () => {
    const long = "x".repeat(60_000);
    const lines = ["X-B: 1", "x-a: \xe9\xe8", "X-Empty:", "X-B: 2", "X-Utf: Zo\xc3\xab", `X-Long: ${long}`];
    const server = await bench.faulty(Buffer.from(response("200 OK", "", ...lines), "latin1"));
    const { result } = await bench.send(server.origin, {
      headers: [
        ["Content-type", "text/plain"],
        ["x-Last", "Zoë"],
        ["ACCEPT", "*/*"],
      ],
    });
    expect(result.responseHeaders).toEqual([
      ["X-B", "1"],
      ["x-a", "éè"],
      ["X-Empty", ""],
      ["X-B", "2"],
      ["X-Utf", "Zoë"],
      ["X-Long", long],
      ["Content-Length", "0"],
    ]);
    const sent = server.requests[1]?.headers ?? [];
    expect(sent.map(([name]) => name)).toEqual([
      "Host",
      "Authorization",
      "Content-type",
      "x-Last",
      "ACCEPT",
      "Connection",
    ]);
    expect(sent[3]?.[1]).toBe("Zo\xc3\xab");
    const shown = result.legs[1]?.requestHeaders ?? [];
    expect(shown.filter(([name]) => name !== "Authorization")).toEqual([
      ["Host", `127.0.0.1:${server.port}`],
      ["Content-type", "text/plain"],
      ["x-Last", "Zoë"],
      ["ACCEPT", "*/*"],
      ["Connection", "keep-alive"],
    ]);
  });

  it("accepts 3,000 of them", async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `X-${index}: ${index}`);
    const server = await bench.faulty(response("200 OK", "", ...lines));
    const { result } = await bench.send(server.origin);
    expect(result.responseHeaders).toHaveLength(3_001);
  });

  it("are refused when they could inject lines or belong to the application", async () => {
    const server = await bench.start(() => {});
    const refused = [
      ["X-A", "a\r\nX-Evil: 1"],
      ["X-A", "a\0b"],
      ["X-A\r\nX-Evil", "1"],
      ["", "1"],
      ["X A", "1"],
      ["host", "evil.test"],
      ["Content-Length", "0"],
      ["Transfer-Encoding", "chunked"],
      ["CONNECTION", "close"],
      ["Authorization", "Basic eA=="],
    ] as const;
    for (const header of refused) {
      await expect(bench.send(server.origin, { headers: [header] })).rejects.toMatchObject({
        code: "invalid-header",
      });
    }
    expect(server.requests).toHaveLength(0);
  });
});
