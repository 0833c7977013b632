import { createNotices } from "../notices.ts";
import { openDurableFile, type DurableFile } from "./durable-file.ts";

/** What the process saves until it is killed: a rising number, and enough other data that a write takes time. */
export interface Saved {
  readonly count: number;
  readonly padding: string;
}

export function openSaved(folder: string): Promise<DurableFile<Saved>> {
  return openDurableFile<Saved>(
    { folder, kind: "saved", migrations: [], title: "counts", initial: { count: 0, padding: "" }, parse },
    {
      notices: createNotices(() => undefined),
      log: { info: () => undefined, error: () => undefined },
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
    },
  );
}

function parse(data: unknown): Saved | undefined {
  if (typeof data !== "object" || data === null || !("count" in data) || !("padding" in data)) return undefined;
  const { count, padding } = data;
  if (typeof count !== "number" || typeof padding !== "string" || padding.length !== paddingOf(count)) return undefined;
  return { count, padding };
}

/** Sizes differ from one save to the next, so a mix of two would be noticed. */
const paddingOf = (count: number): number => (count === 0 ? 0 : 1_000 + ((count * 7_919) % 60_000));

const folder = process.argv[2];
if (process.argv[3] === "save-until-killed" && folder !== undefined) {
  const file = await openSaved(folder);
  for (let count = file.value.count + 1; ; count += 1) {
    file.set({ count, padding: "x".repeat(paddingOf(count)) });
    if (!(await file.saved())) throw new Error("not saved");
    // Reports the count as saved: from here on it must survive.
    process.stdout.write(`${String(count)}\n`);
  }
}
