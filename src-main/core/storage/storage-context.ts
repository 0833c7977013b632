import type { FileHandle } from "node:fs/promises";
import type { Notices } from "../notices.ts";
import type { Clock, Log } from "../ports.ts";
import type { StorageHealth } from "./storage-health.ts";

export interface StorageContext {
  readonly notices: Notices;
  readonly log: Log;
  readonly clock: Clock;
  /** Is notified about what is saved and what is not. */
  readonly health?: StorageHealth;
  /** Called before each write; throws while this process must not write to the data folder. */
  readonly ensureFolder?: () => Promise<void>;
  /** Replaces one file as a whole; tests replace this function to simulate a full disk. */
  readonly replace?: (path: string, content: string) => Promise<void>;
  /** Writes all bytes at a position of an open file; tests replace this function to simulate a full disk. */
  readonly writeAt?: (file: FileHandle, bytes: Buffer, position: number) => Promise<void>;
}
