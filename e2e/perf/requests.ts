import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { practiceAccounts, type PracticeAccount } from "#practice/accounts.ts";
import { createPracticeServer } from "#practice/server.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import { measureEngineAlone } from "./engine-alone.ts";
import { openHost, type HostClient } from "./host-client.ts";
import { milliseconds, percentile, type Measure } from "./row.ts";

const runFile = promisify(execFile);
const path = "lists";

function agentAccount(): PracticeAccount {
  const account = practiceAccounts.find(({ level }) => level === "agent");
  if (account === undefined) throw new Error("The practice server has no agent account.");
  return account;
}

async function connectionTo(host: HostClient, baseUrl: string): Promise<RequestSpec> {
  const account = agentAccount();
  const { connectionId } = await host.call("createConnection", {
    name: "Bench",
    label: "",
    colour: "grey",
    baseUrl,
    apiVersion: "v1",
    userName: account.userName,
    gapMs: 0,
    unlockMinutes: 15,
    idleTimeoutSeconds: 30,
    quoteQop: true,
    extendedUserName: false,
  });
  await host.call("setPassword", { connectionId, password: account.password });
  return {
    connectionId,
    method: "GET",
    designator: path,
    suffix: "json",
    accept: null,
    contentType: null,
    headers: [],
    body: null,
  };
}

async function get(host: HostClient, request: RequestSpec): Promise<void> {
  const { status, document } = await host.call("sendRequest", { exchangeId: randomUUID(), request });
  if (status !== 200 || document === null) throw new Error(`The practice server answered ${String(status)}.`);
  await host.call("closeDocument", { documentId: document.documentId });
}

/**
 * P1: what a request costs over the whole path of the application, compared with a curl process for the same resource.
 * They take turns, so both run on the same machine load. P2: 20 reads, counted by the server.
 */
export const measureRequests: Measure = {
  goals: ["P1", "P2"],
  async run({ quick }) {
    const server = createPracticeServer();
    const { baseUrl } = await server.start();
    const host = await openHost();
    try {
      const request = await connectionTo(host, baseUrl);
      for (let read = 0; read < 20; read += 1) await get(host, request);
      const wireRequests = server.log.length;

      const { userName, password } = agentAccount();
      const curl = ["--digest", "-u", `${userName}:${password}`, "-s", "-o", "-", `${baseUrl}/v1/${path}.json`];
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < (quick ? 50 : 200); round += 1) {
        ours.push(await milliseconds(() => get(host, request)));
        theirs.push(await milliseconds(() => runFile("curl", curl)));
      }
      const share = (name: string, at: number) => {
        const reference = percentile(theirs, at);
        return {
          id: `P1-request-${name}`,
          what: `one GET through the application, ${name}`,
          value: percentile(ours, at),
          unit: "ms",
          goal: reference,
          reference: { value: reference, what: `a curl --digest process, ${name}` },
        } as const;
      };
      return [
        share("p50", 0.5),
        share("p95", 0.95),
        await measureEngineAlone(quick ? 50 : 200),
        {
          id: "P2-requests",
          what: "wire requests for 20 GETs",
          value: wireRequests,
          unit: "requests",
          goal: 21,
          reference: { value: 40, what: "two for every call, as others do" },
        },
      ];
    } finally {
      await host.close();
      await server.stop();
    }
  },
};
