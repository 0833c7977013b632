import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { logIn } from "./test-client.ts";

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "src-main/practice/cli.ts", ...args]);
  const output = { out: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (output.out += piece));
  child.stderr.setEncoding("utf8").on("data", (piece: string) => (output.errors += piece));
  return { child, output, ended: once(child, "close").then(([code]) => code as number | null) };
}

describe("npm run practice", () => {
  test("prints the URL and the logins, serves, and ends on Ctrl+C", async () => {
    const { child, output, ended } = start("--contacts", "30", "--fault", "server-error");
    while (output.out.split("\n").length < 4) await once(child.stdout, "data");
    const [first, ...logins] = output.out.trim().split("\n");
    expect(first).toMatch(/^Practice server: http:\/\/127\.0\.0\.1:\d+$/u);
    expect(logins.map((line) => line.trim())).toEqual([
      "agent   account: user name practice-agent, password practice",
      "company account: user name practice-company, password practice",
    ]);
    const signed = await logIn(first?.split(": ")[1] ?? "", { userName: "practice-agent", password: "practice" });
    expect((await signed("GET", "/v1/contacts")).status).toBe(500);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(output.errors).toBe("");
  });
  test("a network fault uses the port exclusively", async () => {
    const { child, output, ended } = start("--fault", "tls-expired");
    while (output.out.split("\n").length < 4) await once(child.stdout, "data");
    const [, baseUrl = ""] = output.out.split("\n", 1)[0]?.split(": ") ?? [];
    expect(baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/u);
    await expect(fetch(baseUrl)).rejects.toMatchObject({ cause: { code: "CERT_HAS_EXPIRED" } });
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(output.errors).toBe("");
  });
  test.each([
    ["--bogus"],
    ["--port", "x"],
    ["--port", "65536"],
    ["--contacts", "0"],
    ["--contacts", "500001"],
    ["--fault", "nothing"],
    ["--csv-writer", "nothing"],
    ["stray"],
  ])("bad flags %s %s: usage, exit 2", async (...args) => {
    const { output, ended } = start(...args.filter((arg) => typeof arg === "string"));
    expect(await ended).toBe(2);
    expect(output.errors).toContain("Usage: npm run practice");
    expect(output.out).toBe("");
  });
  test("a port in use is reported in one clear line", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { output, ended } = start("--port", String(port));
    expect(await ended).toBe(1);
    expect(output.errors).toBe(`Port ${port} is in use. Choose another with --port.\n`);
    other.close();
  });
});
