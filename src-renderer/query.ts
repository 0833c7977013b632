import { notifyManager, QueryClient, useQuery } from "@tanstack/react-query";
import type { Connection, Meter, PracticeFault } from "#shared/connection.ts";
import type { Application, CallInput, Notice } from "#shared/contract.ts";
import type { Settings } from "#shared/settings.ts";
import { call, onEvent } from "./api.ts";

// By default a timer notifies subscribers, which the browser may delay until the next frame.
notifyManager.setScheduler(queueMicrotask);

/** Queries are not refetched automatically: changes arrive as events. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: Infinity,
      gcTime: Infinity,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

const applicationKey = ["application"] as const;
const settingsKey = ["settings"] as const;
const connectionsKey = ["connections"] as const;
const meterKey = (connectionId: string) => ["meter", connectionId] as const;
/** The fresh read that editing a record starts from. */
export const editedRecordKey = (connectionId: string, designator: string) =>
  ["edited-record", connectionId, designator] as const;
export const journalKey = (connectionId: string) => ["journal", connectionId] as const;
const nothing: CallInput<"getApplication"> = {};
const noConnections: readonly Connection[] = [];

/** Undefined until the main process answered. */
export function useApplication(): Application | undefined {
  return useQuery({ queryKey: applicationKey, queryFn: () => call("getApplication", nothing) }).data;
}

/** The stores that are not saved; undefined until the main process has replied. */
export function useUnsaved(): readonly string[] | undefined {
  return useApplication()?.unsaved;
}

/** Undefined until the main process answered. */
export function useSettings(): Settings | undefined {
  return useQuery({ queryKey: settingsKey, queryFn: () => call("getSettings", nothing) }).data;
}

/** The settings known now, for code outside of components. */
export function settingsNow(): Settings | undefined {
  return queryClient.getQueryData<Settings>(settingsKey);
}

/** Shown immediately; the result of the main process follows. */
export async function updateSettings(change: Partial<Settings>): Promise<void> {
  const before = settingsNow();
  if (before) queryClient.setQueryData<Settings>(settingsKey, { ...before, ...change });
  try {
    queryClient.setQueryData(settingsKey, await call("updateSettings", change));
  } catch (error) {
    queryClient.setQueryData(settingsKey, before);
    throw error;
  }
}

export function useConnections(): readonly Connection[] | undefined {
  return useQuery({ queryKey: connectionsKey, queryFn: () => call("listConnections", nothing) }).data;
}

export function useConnection(connectionId: string | null): Connection | undefined {
  const connections = useConnections() ?? noConnections;
  return connections.find((connection) => connection.connectionId === connectionId);
}

/** The connections known now, for code outside of components. */
export function connectionsNow(): readonly Connection[] {
  return queryClient.getQueryData<readonly Connection[]>(connectionsKey) ?? noConnections;
}

/** Uses the reply of a call without waiting for the corresponding event. */
export function connectionChanged(changed: Connection): void {
  queryClient.setQueryData<readonly Connection[]>(connectionsKey, (known = noConnections) =>
    known.some(({ connectionId }) => connectionId === changed.connectionId)
      ? known.map((each) => (each.connectionId === changed.connectionId ? changed : each))
      : [...known, changed],
  );
}

/** The faults that the practice server can simulate; undefined until the main process has replied. */
export function usePracticeFaults(): readonly PracticeFault[] | undefined {
  return useQuery({ queryKey: ["practice-faults"], queryFn: () => call("listPracticeFaults", nothing) }).data;
}

export function useMeter(connectionId: string): Meter | undefined {
  return useQuery({ queryKey: meterKey(connectionId), queryFn: () => call("getMeter", { connectionId }) }).data;
}

/** Reads the state of the main process again after another one took its place. */
export function rereadProgram(): void {
  for (const queryKey of [applicationKey, settingsKey, connectionsKey, ["meter"], ["journal"]]) {
    void queryClient.invalidateQueries({ queryKey });
  }
}

/** Keeps the queries fresh by the events of the main process; the returned function unsubscribes. */
export function subscribeToEvents(tell: (notice: Notice) => void): () => void {
  const ends = [
    onEvent("connectionsChanged", (connections) => queryClient.setQueryData(connectionsKey, connections)),
    onEvent("meterChanged", (meter) => queryClient.setQueryData(meterKey(meter.connectionId), meter)),
    onEvent("notice", tell),
    onEvent("storageChanged", ({ unsaved }) =>
      queryClient.setQueryData<Application>(applicationKey, (known) => known && { ...known, unsaved }),
    ),
  ];
  return () => {
    for (const end of ends) end();
  };
}
