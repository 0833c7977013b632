import { useQuery } from "@tanstack/react-query";
import { create } from "zustand";
import type { AccessSweep, AccessSweepProgress, ConnectionAccess } from "#shared/access.ts";
import { call, onEvent } from "../api.ts";
import { queryClient } from "../query.ts";
import type { Problem } from "./place.ts";
import { problemOf } from "./sending.ts";

const accessKey = ["access"] as const;

/** A sweep that has not ended. */
export interface RunningSweep {
  readonly sweepId: string;
  readonly progress: AccessSweepProgress | null;
}

interface Sweeps {
  /** Connections that the user chose for the matrix; null: those that suit the connection in use. */
  readonly chosen: readonly string[] | null;
  readonly running: RunningSweep | null;
  readonly last: AccessSweep | null;
  /** Why the last sweep could not begin. */
  readonly problem: Problem | null;
}

export const useSweeps = create<Sweeps>()(() => ({ chosen: null, running: null, last: null, problem: null }));

let controller: AbortController | null = null;

/** Undefined until the main process has replied. */
export function useAccess(): readonly ConnectionAccess[] | undefined {
  return useQuery({ queryKey: accessKey, queryFn: () => call("getAccess", {}) }).data;
}

export function chooseForMatrix(chosen: readonly string[]): void {
  useSweeps.setState({ chosen });
}

/** One sweep at a time. */
export async function startSweep(connectionIds: readonly string[]): Promise<void> {
  if (useSweeps.getState().running !== null) return;
  const sweepId = crypto.randomUUID();
  controller = new AbortController();
  useSweeps.setState({ running: { sweepId, progress: null }, problem: null });
  try {
    const last = await call("sweepAccess", { sweepId, connectionIds: [...connectionIds] }, controller.signal);
    useSweeps.setState({ running: null, last });
  } catch (error) {
    useSweeps.setState({ running: null, problem: problemOf(error) });
  }
}

/** Closes the socket; what was found is kept. */
export function cancelSweep(): void {
  controller?.abort();
}

/** Why a resource was not requested with a login that no longer exists. */
function forgetLeftOut(connectionId: string): void {
  useSweeps.setState(({ last }) =>
    last === null
      ? {}
      : { last: { ...last, leftOut: last.leftOut.filter((each) => each.connectionId !== connectionId) } },
  );
}

/** Subscribes to the events of the main process; the returned function unsubscribes. */
export function watchAccess(): () => void {
  const ends = [
    onEvent("accessChanged", (changed) => {
      if (changed.observations.length === 0) forgetLeftOut(changed.connectionId);
      queryClient.setQueryData<readonly ConnectionAccess[]>(accessKey, (known) =>
        known === undefined
          ? undefined
          : [...known.filter(({ connectionId }) => connectionId !== changed.connectionId), changed],
      );
    }),
    onEvent("accessSweepProgress", (progress) => {
      useSweeps.setState(({ running }) =>
        running?.sweepId === progress.sweepId ? { running: { ...running, progress } } : {},
      );
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
