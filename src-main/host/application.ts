import { randomBytes, randomUUID } from "node:crypto";
import { CutOff, within } from "#core/edits/until-cut.ts";
import { createDispatch, type Dispatch } from "#core/dispatch.ts";
import type { Confirm, Emit, Files, Log, Ports, Practice, PracticeAddress, Vault } from "#core/ports.ts";
import { createServices } from "#core/services.ts";
import type { PracticeServer } from "#practice/server.ts";
import type { Application } from "#shared/contract.ts";
import type { FolderLock } from "./folder-lock.ts";
import { runtimeVersions } from "./runtime-versions.ts";
import { version } from "./version.ts";

/** The differences between the two hosts. */
export interface HostParts {
  readonly dataFolder: string;
  readonly lock: FolderLock;
  readonly temporaryFolder: string;
  readonly vault: Vault;
  readonly files: Files;
  readonly emit: Emit;
  readonly log: Log;
  readonly documentsScript: URL;
  readonly nativeMenu: boolean;
  readonly confirm: Confirm | null;
}

export interface RunningApplication {
  readonly dispatch: Dispatch;
  dropCaller(caller: string): void;
  /** Writes unsaved data and closes the practice server. */
  dispose(): Promise<void>;
}

/** The practice server of this application, started for the first connection that needs it. */
function embedPractice(log: Log): { readonly practice: Practice; close(): Promise<void> } {
  let running: Promise<PracticeAddress & { readonly server: PracticeServer }> | undefined;
  // Loaded on demand: it is rarely used, and loading it would slow down every start.
  const faultList = () => import("#practice/fault-list.ts");
  async function run(): Promise<PracticeAddress & { readonly server: PracticeServer }> {
    const { createPracticeServer } = await import("#practice/server.ts");
    const server = createPracticeServer();
    const { baseUrl } = await server.start();
    return { baseUrl, server };
  }
  async function start(fault: string | null = null): Promise<PracticeAddress> {
    const own = await startOwn();
    const { isFaultName } = await faultList();
    if (fault === null) return own;
    if (isFaultName(fault)) return { baseUrl: await own.server.faultyAddress(fault) };
    // The fault may have been chosen in a version that had more of them.
    log.info("an unknown practice fault is left out", { fault });
    return own;
  }
  function startOwn(): Promise<PracticeAddress & { readonly server: PracticeServer }> {
    running ??= run().catch((error: unknown) => {
      // After a failure, for example without a free port, the next call tries again.
      running = undefined;
      throw error;
    });
    return running;
  }
  return {
    practice: { start, faults: async () => (await faultList()).practiceFaults },
    close: async () => (await running?.catch(() => undefined))?.server.stop(),
  };
}

/** A folder on a lost network share may never respond. A normal start takes seconds, even on a slow disk. */
const maxStartMs = 120_000;

/** The application without its window, the same for both hosts. */
export async function openApplication(host: HostParts): Promise<RunningApplication> {
  const embedded = embedPractice(host.log);
  const application: Pick<Application, "version" | "platform" | "capabilities"> = {
    version,
    platform: process.platform === "darwin" ? "mac" : "other",
    capabilities: { keychain: host.vault.persistent, nativeMenu: host.nativeMenu, reveal: host.confirm !== null },
  };
  const ports: Ports = {
    dataFolder: host.dataFolder,
    ensureFolder: () => host.lock.ensure(),
    temporaryFolder: host.temporaryFolder,
    vault: host.vault,
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    random: { bytes: (length) => randomBytes(length), uuid: () => randomUUID() },
    log: host.log,
    emit: host.emit,
    files: host.files,
    confirm: host.confirm,
    workers: { documentsScript: host.documentsScript },
    practice: embedded.practice,
    application,
    runtime: runtimeVersions(),
  };
  const core = await within(createServices(ports), maxStartMs).catch((error: unknown) => {
    if (!(error instanceof CutOff)) throw error;
    throw new Error(`The data folder ${host.dataFolder} has not responded for ${String(maxStartMs / 60_000)} minutes.`);
  });
  const { dispatch, dropCaller } = createDispatch(core.services, host.log, core.backstop);
  return {
    dispatch,
    dropCaller,
    async dispose() {
      await core.dispose();
      await embedded.close();
    },
  };
}
