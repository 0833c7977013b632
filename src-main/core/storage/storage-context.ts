import type { FileHandle } from "node:fs/promises";
import type { Notices } from "../notices.ts";
import type { Clock, Log } from "../ports.ts";
import type { StorageHealth } from "./storage-health.ts";

export interface StorageContext {
  readonly notices: Notices;
  readonly log: Log;
  readonly clock: Clock;
  /** Is notified of what is saved and what is not. */
  readonly health?: StorageHealth;
  /** Called before something is written: throws while this process may not write to the data folder. */
  readonly ensureFolder?: () => Promise<void>;
  /** Replaces one file as a whole; tests put a full disk in its place. */
  readonly replace?: (path: string, content: string) => Promise<void>;
  /** Writes all bytes at a place of an open file; tests put a full disk in its place. */
  readonly writeAt?: (file: FileHandle, bytes: Buffer, position: number) => Promise<void>;
}
