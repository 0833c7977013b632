import { create } from "zustand";
import type { DocumentGrowth, Exchange } from "#shared/http/exchange.ts";
import type { Draft, Place, PlaceChange, Problem, RecentRecord, Running, ServedFormat } from "./place.ts";
import {
  arrive,
  arriveFormats,
  begin,
  change,
  emptyWorkspace,
  fail,
  forgetConnection,
  grow,
  leave,
  lookAt,
  open,
  openResource,
  remember,
  rememberRecord,
  showFormats,
  showHandshake,
  showKept,
  showReadBack,
  type WorkspaceState,
} from "./transitions.ts";

export interface WorkspaceActions {
  /** Goes to a resource; what was fetched there before is shown. Nothing is sent. */
  readonly open: (connectionId: string, draft: Draft) => void;
  /** Goes to a resource as a click on it does: to its GET, whatever the request line was turned into. Nothing is sent. */
  readonly openResource: (connectionId: string, designator: string) => void;
  readonly change: (key: string, change: PlaceChange) => void;
  /** Selects a record of a location, counted from 0 in the order of the body; null: none. */
  readonly lookAt: (key: string, record: number | null) => void;
  readonly begin: (key: string, running: Running) => void;
  readonly grow: (growth: DocumentGrowth) => void;
  readonly arrive: (exchange: Exchange) => void;
  /** A review or a commit has made an exchange of its own; `bodyKept`: this window may show its body. */
  readonly remember: (exchange: Exchange, bodyKept: boolean) => void;
  /** Shows in a location what a commit read back since then. */
  readonly showReadBack: (key: string, since: number) => void;
  /** The responses of a format comparison have arrived. */
  readonly arriveFormats: (key: string, answers: readonly Exchange[]) => void;
  /** Shows one of them, with the others as alternates. */
  readonly showFormats: (key: string, answers: readonly Exchange[], first: ServedFormat) => void;
  readonly fail: (exchangeId: string, problem: Problem) => void;
  /** Shows an exchange of the history again. */
  readonly showKept: (exchangeId: string) => void;
  /** Shows how an exchange of the history was signed, whether or not its body is still kept. */
  readonly showHandshake: (exchangeId: string) => void;
  readonly rememberRecord: (recent: RecentRecord) => void;
  readonly forgetConnection: (connectionId: string) => void;
  /** Leaves all locations, for a connection without a resource on screen. */
  readonly leave: () => void;
}

/** The current and earlier locations, and what was fetched there in this session. */
export const useWorkspace = create<WorkspaceState & WorkspaceActions>()((set) => ({
  ...emptyWorkspace,
  open: (connectionId, draft) => set((state) => open(state, connectionId, draft)),
  openResource: (connectionId, designator) => set((state) => openResource(state, connectionId, designator)),
  change: (key, changes) => set((state) => change(state, key, changes)),
  lookAt: (key, record) => set((state) => lookAt(state, key, record)),
  begin: (key, running) => set((state) => begin(state, key, running)),
  grow: (growth) => set((state) => grow(state, growth)),
  arrive: (exchange) => set((state) => arrive(state, exchange)),
  remember: (exchange, bodyKept) => set((state) => remember(state, exchange, bodyKept)),
  showReadBack: (key, since) => set((state) => showReadBack(state, key, since)),
  arriveFormats: (key, answers) => set((state) => arriveFormats(state, key, answers)),
  showFormats: (key, answers, first) => set((state) => showFormats(state, key, answers, first)),
  fail: (exchangeId, problem) => set((state) => fail(state, exchangeId, problem)),
  showKept: (exchangeId) => set((state) => showKept(state, exchangeId)),
  showHandshake: (exchangeId) => set((state) => showHandshake(state, exchangeId)),
  rememberRecord: (recent) => set((state) => rememberRecord(state, recent)),
  forgetConnection: (connectionId) => set((state) => forgetConnection(state, connectionId)),
  leave: () => set((state) => leave(state)),
}));

/** The selected record of a location; null for none. */
export function useRecordOf(placeKey: string | undefined): number | null {
  return useWorkspace(({ records }) => (placeKey === undefined ? null : (records.get(placeKey) ?? null)));
}

/** The location on screen. */
export function useCurrentPlace(): Place | null {
  return useWorkspace((state) => currentPlace(state));
}

export function currentPlace(state: WorkspaceState): Place | null {
  return state.current === null ? null : (state.places.get(state.current) ?? null);
}
