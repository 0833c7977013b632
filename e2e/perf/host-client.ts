import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallName } from "#shared/channels.ts";
import type { CallInput, CallOutput } from "#shared/contract.ts";
import type { Reply } from "#shared/reply.ts";
import { startWebProcess } from "../support/browser-host.ts";

export interface HostClient {
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  close(): Promise<void>;
}

function exchange(url: URL, options: object, body: string): Promise<{ answer: IncomingMessage; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.on("end", () => resolve({ answer, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The built application on a fresh data folder, called as a browser tab calls it. */
export async function openHost(): Promise<HostClient> {
  const folder = await mkdtemp(join(tmpdir(), "rezora-bench-"));
  const web = await startWebProcess(folder);
  const { origin } = new URL(web.url);
  const agent = new Agent({ keepAlive: true });
  const entry = await exchange(new URL(web.url), { agent }, "");
  const cookie = entry.answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const [, proof = ""] = /name="rezora-proof" content="([^"]+)"/u.exec(entry.text) ?? [];
  const headers = { Cookie: cookie, "X-Rezora-Proof": proof, Origin: origin, "Content-Type": "application/json" };
  const tab = randomUUID();
  return {
    async call<Name extends CallName>(name: Name, input: CallInput<Name>) {
      const options = { agent, method: "POST", headers };
      const { text } = await exchange(new URL("/call", origin), options, JSON.stringify({ tab, name, input }));
      const reply = JSON.parse(text) as Reply<CallOutput<Name>>;
      if (!reply.ok) throw new Error(`${name}: ${reply.error.message} ${reply.error.detail ?? ""}`);
      return reply.value;
    },
    async close() {
      agent.destroy();
      await web.interrupt();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
