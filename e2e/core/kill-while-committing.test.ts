import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { everyRecord } from "#shared/every-record.ts";
import { bundleForNode } from "#core/bundle-for-node.ts";
import { connectionDefaults } from "#core/connections/connection-defaults.ts";
import { practiceAccounts } from "#practice/accounts.ts";
import { createPracticeServer } from "#practice/server.ts";
import type { WireRequest } from "#practice/wire-log.ts";
import { documentsWorker, openCore, removeScripts } from "../support/core-bench.ts";
import { committedRows, titleOfRound } from "./committing-process.ts";

const kills = Number(process.env["KILLS"] ?? "30");
/** About how long a commit of 100 rows takes here; kills happen anywhere in it. Milliseconds. */
const spread = 900;

/** Runs the process until it is killed; true when it ended on its own. */
function commitUntilKilled(script: URL, folder: string, worker: URL, round: number, delay: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const args = [fileURLToPath(script), folder, fileURLToPath(worker), String(round)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), delay);
      output += text;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== null && code !== 0) reject(new Error(complaints));
      else resolve(output.includes("finished"));
    });
  });
}

test(`kill -9 at ${String(kills)} random moments of a commit of ${String(committedRows)} rows [security: killed-commits]`, async () => {
  const practice = createPracticeServer();
  const { baseUrl } = await practice.start();
  const folder = await mkdtemp(join(tmpdir(), "rezora-commit-"));
  const setUp = await openCore({ folder });
  const account = practiceAccounts.find(({ level }) => level === "agent") ?? { userName: "", password: "" };
  const input = { ...connectionDefaults, name: "Agent", baseUrl, userName: account.userName, gapMs: 0 };
  const { connectionId } = await setUp.call("createConnection", input);
  await setUp.call("setPassword", { connectionId, password: account.password });
  await setUp.close();

  const scripts = await mkdtemp(join(tmpdir(), "rezora-committing-"));
  const script = await bundleForNode(new URL("committing-process.ts", import.meta.url), scripts);
  const worker = await documentsWorker();
  /** All requests by number, because the server remembers only the last ones. */
  const requests = new Map<number, WireRequest>();
  const commit = async (delay: number): Promise<boolean> => {
    const isFinished = await commitUntilKilled(script, folder, worker, round, delay);
    for (const request of practice.log) requests.set(request.number, request);
    return isFinished;
  };
  let round = 1;
  let killed = 0;
  while (killed < kills) {
    if (await commit(Math.random() * spread)) round += 1;
    else killed += 1;
  }
  // A process that is not killed finishes the last round.
  await commit(600_000);

  const core = await openCore({ folder });
  expect(await core.call("listRuns", {})).toEqual([]);
  expect(await core.call("listDrafts", {})).toEqual([]);
  const request = { connectionId, method: "GET", designator: "contacts", suffix: "json", accept: "*/*" } as const;
  const { document } = await core.call("sendRequest", {
    exchangeId: "read",
    request: { ...request, contentType: null, headers: [], body: null },
  });
  const documentId = document?.documentId ?? "";
  const column = document?.table?.columns.indexOf("contact_title") ?? -1;
  const { rows } = await core.call("getRows", { documentId, query: everyRecord, offset: 1, limit: committedRows });
  expect(rows.map(({ cells }) => cells[column])).toEqual(rows.map(() => titleOfRound(round)));

  const times = new Map<string, number>();
  const sent = [...requests.values()];
  for (const { method, target } of sent) {
    if (method !== "GET") times.set(`${method} ${target}`, (times.get(`${method} ${target}`) ?? 0) + 1);
  }
  expect(new Set(times.values())).toEqual(new Set([round]));
  expect(times.size).toBe(committedRows);
  expect(sent.filter(({ method, authenticated }) => method !== "GET" && !authenticated)).toEqual([]);
  expect((await readdir(folder)).filter((name) => name.includes(".bad-"))).toEqual([]);
  console.log(
    `kills: ${String(killed)} of ${String(kills)} (${String(round)} commits, ${String(times.size * round)} writes, each once)`,
  );

  await core.close();
  await practice.stop();
  await removeScripts();
  await Promise.all([folder, scripts].map((path) => rm(path, { recursive: true, force: true })));
}, 300_000);
