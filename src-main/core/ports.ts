import type { EventName } from "#shared/channels.ts";
import type { Application, EventPayload } from "#shared/contract.ts";
import type { PracticeFault, SecretStorage } from "#shared/connection.ts";

/** Everything the core may know of the host it runs on. Each host builds one of these and nothing else. */
export interface Ports {
  /** Folder for everything that must survive a restart. Created by the host, mode 0700. */
  readonly dataFolder: string;
  /** Throws while this process cannot write to the data folder: it is gone or read-only, or another process has it. */
  readonly ensureFolder?: () => Promise<void>;
  /** Folder of large bodies; emptied at every start. */
  readonly temporaryFolder: string;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly emit: Emit;
  readonly files: Files;
  /** null: this host has no window that the page cannot answer, so what needs one is not to be had. */
  readonly confirm: Confirm | null;
  readonly workers: Workers;
  readonly practice: Practice;
  readonly application: Pick<Application, "version" | "platform" | "capabilities">;
  /** Names and versions of what it runs on, for a support bundle: `Node.js` to `20.18.0`. */
  readonly runtime: Readonly<Record<string, string>>;
}

/** Encrypts secrets with what the operating system offers. `persistent: false` means: keep them in memory only. */
export interface Vault {
  readonly storage: SecretStorage;
  readonly persistent: boolean;
  encrypt(secret: string): Uint8Array;
  /** Throws when the secret was encrypted by another user or machine, or the keyring is locked. */
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

/** Saving for the person: the host decides where, by a dialog or a download. */
export interface Files {
  /**
   * Resolves when the file is whole, with the name it really got; null when the person chose none. Rejects with
   * `CallError`, and then there is no half file.
   */
  save(file: FileToSave, signal: AbortSignal): Promise<SavedFile | null>;
}
export interface FileToSave {
  /** Suggested; clean for every file system. */
  readonly name: string;
  /** Pulled once, and not before it is known where it goes. */
  readonly content: AsyncIterable<Uint8Array>;
  /** null: not known before the end. */
  readonly byteCount: number | null;
  /** Called by a host that saves by download, with the address to open once. */
  readonly onDownload: (url: string) => void;
}
export interface SavedFile {
  readonly name: string;
  readonly bytes: number;
}

/** Asks in a window of the main process. false: no, or the window was closed. */
export type Confirm = (question: Question) => Promise<boolean>;
export interface Question {
  readonly title: string;
  readonly message: string;
  /** What the button that agrees says. */
  readonly yes: string;
}

/** Worker threads of the documents engine; the host knows where the bundled script lies. */
export interface Workers {
  readonly documentsScript: URL;
}

/** The practice server inside the application. The core does not import it: it is a peer on the wire, not a part. */
export interface Practice {
  /** Starts it at the first call; later calls give the same answer. A fault has an address of its own. */
  start(fault?: string | null): Promise<PracticeAddress>;
  faults(): Promise<readonly PracticeFault[]>;
}
export interface PracticeAddress {
  /** Origin without a slash at the end, such as `http://127.0.0.1:41234`. */
  readonly baseUrl: string;
}
