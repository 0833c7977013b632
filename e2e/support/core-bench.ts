import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallName } from "#shared/channels.ts";
import type { CallInput, CallOutput, EventPayload } from "#shared/contract.ts";
import type { EventName } from "#shared/channels.ts";
import { bundleForNode } from "#core/bundle-for-node.ts";
import { createDispatch } from "#core/dispatch.ts";
import { createPortDoubles, type TimeDouble } from "#core/port-doubles.ts";
import { createServices } from "#core/services.ts";

/** The application without a host, called as a window calls it. */
export interface CoreBench {
  /** Throws with the code and the message of a failure. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  events<Name extends EventName>(name: Name): EventPayload<Name>[];
  readonly folder: string;
  readonly time: TimeDouble;
  /** Ends it as closing the window does; the folder stays. */
  close(): Promise<void>;
}

let scripts: Promise<{ readonly folder: string; readonly documents: URL }> | null = null;

async function bundle(): Promise<{ readonly folder: string; readonly documents: URL }> {
  const folder = await mkdtemp(join(tmpdir(), "rezora-core-scripts-"));
  const worker = new URL("../../src-main/core/documents/worker.ts", import.meta.url);
  return { folder, documents: await bundleForNode(worker, folder) };
}

/** The documents worker as one file, built once per test file. */
export async function documentsWorker(): Promise<URL> {
  scripts ??= bundle();
  return (await scripts).documents;
}

export async function openCore(options: { readonly folder?: string } = {}): Promise<CoreBench> {
  const doubles = await createPortDoubles({ ...options, documentsScript: await documentsWorker() });
  const core = await createServices(doubles.ports);
  const { dispatch } = createDispatch(core.services, doubles.ports.log);
  return {
    folder: doubles.folder,
    time: doubles.time,
    async call<Name extends CallName>(name: Name, input: CallInput<Name>) {
      const reply = await dispatch("bench", name, input);
      if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
      // The schema of each call is that of its service.
      return reply.value as CallOutput<Name>;
    },
    // The test double keeps each name with its payload as they were emitted.
    events: <Name extends EventName>(name: Name) => doubles.payloadsOf(name) as EventPayload<Name>[],
    close: () => core.dispose(),
  };
}

/** Removes what the benches of a test file left. */
export async function removeScripts(): Promise<void> {
  if (scripts !== null) await rm((await scripts).folder, { recursive: true, force: true });
  scripts = null;
}
