import type { Connection } from "#shared/connection.ts";
import { call } from "../../api.ts";
import { connectionChanged } from "../../query.ts";
import { useIsAhead, useTimeUntil } from "../../state/clock.ts";

/** Whether writes are unlocked now. Unlike `useUnlockedFor` it does not change every second. */
export function useIsUnlocked(connection: Connection | undefined): boolean {
  return useIsAhead(connection?.unlockedUntil ?? null);
}

/** Milliseconds until writes are locked again, updated every second; null while writes are locked. */
export function useUnlockedFor(connection: Connection | undefined): number | null {
  return useTimeUntil(connection?.unlockedUntil ?? null);
}

export async function unlockWrites(connectionId: string): Promise<void> {
  connectionChanged(await call("unlockWrites", { connectionId }));
}

export async function lockWrites(connectionId: string): Promise<void> {
  connectionChanged(await call("lockWrites", { connectionId }));
}
