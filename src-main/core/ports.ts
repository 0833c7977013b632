import type { EventName } from "#shared/channels.ts";
import type { Application, EventPayload } from "#shared/contract.ts";
import type { PracticeFault, SecretStorage } from "#shared/connection.ts";

/** Everything the core may know about its host. Each host builds exactly one of these. */
export interface Ports {
  /** Folder for everything that must survive a restart. Created by the host, mode 0700. */
  readonly dataFolder: string;
  /** Throws while this process cannot write to the data folder: it is missing, read-only or held by another process. */
  readonly ensureFolder?: () => Promise<void>;
  /** Folder for large bodies; emptied at every start. */
  readonly temporaryFolder: string;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly emit: Emit;
  readonly files: Files;
  /** null: this host has no dialog outside the page's control, so features that need one are unavailable. */
  readonly confirm: Confirm | null;
  readonly workers: Workers;
  readonly practice: Practice;
  readonly application: Pick<Application, "version" | "platform" | "capabilities">;
  /** Names and versions of the runtime, for a support bundle: `Node.js` to `20.18.0`. */
  readonly runtime: Readonly<Record<string, string>>;
}

/** Encrypts secrets by means of the operating system. `persistent: false`: they are kept in memory only. */
export interface Vault {
  readonly storage: SecretStorage;
  readonly persistent: boolean;
  encrypt(secret: string): Uint8Array;
  /** Throws if the secret was encrypted by another user or computer, or if the keyring is locked. */
  decrypt(encrypted: Uint8Array): string;
}

/** Milliseconds. `now` since the epoch, `monotonic` for durations. */
export interface Clock {
  now(): number;
  monotonic(): number;
}

/** Cryptographically secure. */
export interface Random {
  bytes(length: number): Uint8Array;
  uuid(): string;
}

/** Never called with a secret, a header value or a body. */
export interface Log {
  info(message: string, data?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(message: string, error?: unknown): void;
}

export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

/** Saves files for the user: the host chooses where, by a dialog or a download. */
export interface Files {
  /**
   * Resolves when the file is complete, with its actual name; null if the user chose none. If it rejects with a
   * `CallError`, no partial file is left.
   */
  save(file: FileToSave, signal: AbortSignal): Promise<SavedFile | null>;
}
export interface FileToSave {
  /** The suggested name, valid on every file system. */
  readonly name: string;
  /** Pulled once, and not before the destination is known. */
  readonly content: AsyncIterable<Uint8Array>;
  /** null: unknown before the end. */
  readonly byteCount: number | null;
  /** Called by a host that saves by download, with the one-time address to open. */
  readonly onDownload: (url: string) => void;
}
export interface SavedFile {
  readonly name: string;
  readonly bytes: number;
}

/** Asks in a dialog of the main process. Resolves to false if the user refuses or closes it. */
export type Confirm = (question: Question) => Promise<boolean>;
export interface Question {
  readonly title: string;
  readonly message: string;
  /** Label of the button that agrees. */
  readonly yes: string;
}

/** Worker threads of the documents engine; the host knows where the bundled script is. */
export interface Workers {
  readonly documentsScript: URL;
}

/** The practice server inside the application. The core does not import it, because it is a peer on the wire. */
export interface Practice {
  /** Starts it at the first call; later calls return the same address. Each fault has its own address. */
  start(fault?: string | null): Promise<PracticeAddress>;
  faults(): Promise<readonly PracticeFault[]>;
}
export interface PracticeAddress {
  /** Origin without a trailing slash, such as `http://127.0.0.1:41234`. */
  readonly baseUrl: string;
}
