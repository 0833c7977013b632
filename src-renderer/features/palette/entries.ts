import {
  Bookmark,
  ChevronRight,
  Eye,
  Lock,
  LockOpen,
  PencilLine,
  Palette as PaletteIcon,
  Plug,
  Plus,
  Send,
  UserPlus,
  type LucideIcon,
} from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { foldCase } from "#shared/canonical-text.ts";
import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { commands, keysOf, type CommandGroup, type CommandId } from "../../commands.ts";
import { callsWithLogin, costWords, noCall, type CallCost } from "../../state/call-cost.ts";
import type { CommandHandler } from "../../state/command-bus.ts";
import type { DoctorTool } from "../../state/doctor.ts";
import type { RecentRecord } from "../../state/place.ts";
import { doctorTools } from "../doctor/doctor-tools.ts";
import { hostOf, levelOf, spokenName } from "../connections/connection-words.ts";
import { newRecordIn, newRecordsAt, type NewRecordOffer } from "../edit/new-record.ts";
import { collectionIcon, offReason, topCollections } from "../resources/tree-model.ts";
import { match } from "./match.ts";
import { recordCandidates } from "./record-entries.ts";

/** What choosing an entry does. */
export type EntryAction =
  | { readonly kind: "command"; readonly id: CommandId }
  | { readonly kind: "turn-to"; readonly connectionId: string }
  | { readonly kind: "visit"; readonly designator: string }
  /** Shows a record of an available response. */
  | { readonly kind: "show-record"; readonly collection: ResourcePath; readonly id: string }
  | { readonly kind: "make"; readonly offer: NewRecordOffer }
  | { readonly kind: "find-out"; readonly tool: DoctorTool };

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly icon: LucideIcon;
  readonly keys: string | undefined;
  readonly action: EntryAction;
  /** What choosing it sends, such as `no call`. */
  readonly cost: string;
  /** Why it is unavailable; such entries come last and are grey. */
  readonly off: string | undefined;
  readonly runs: readonly (readonly [number, number])[];
}

export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface PaletteInput {
  readonly typed: string;
  readonly offered: ReadonlyMap<CommandId, CommandHandler>;
  readonly connection: Connection | undefined;
  readonly connections: readonly Connection[];
  readonly recent: readonly RecentRecord[];
  /** Records of the available responses that match the search text, the best first. */
  readonly found: readonly FoundRecord[];
  /** The designator on screen; null where no resource is. */
  readonly here: string | null;
  /** Whether something was fetched from a designator of the connection, so that going there sends nothing. */
  readonly isFetched: (designator: string) => boolean;
  /** The record in an available response that a designator identifies; null when there is none. */
  readonly atHand: (designator: string) => Pick<FoundRecord, "collection" | "id"> | null;
}

/** A record of an available response. */
export interface FoundRecord {
  readonly collection: ResourcePath;
  readonly id: string;
  readonly title: string | null;
  readonly email: string;
  /** When it was fetched, in words. */
  readonly age: string;
}

const maxPerSection = 8;

const groupIcon: Readonly<Record<CommandGroup, LucideIcon>> = {
  Request: Send,
  Edit: PencilLine,
  View: Eye,
  Go: ChevronRight,
  Connection: Plug,
  Application: PaletteIcon,
};

/** All entries that match the search text. `>` searches actions only, `#` records only. */
export function paletteSections(input: PaletteInput): readonly Section[] {
  const { typed } = input;
  const only = /^[>#]/u.exec(typed)?.[0];
  const wanted = only === undefined ? typed : typed.slice(1);
  const sections: readonly (readonly [string, readonly Candidate[]])[] = [
    ["Actions", only === "#" ? [] : commandCandidates(input)],
    ["Find out", only === "#" ? [] : doctorCandidates],
    ["Records", only === ">" ? [] : recordCandidates(input, wanted)],
    ["Resources", only === undefined ? resourceCandidates(input) : []],
    ["Connections", only === undefined ? connectionCandidates(input) : []],
  ];
  const ranked = sections.map(([title, candidates]) => ({ title, entries: best(candidates, wanted, input) }));
  const usable = ranked.map(({ title, entries }) => ({ title, entries: entries.filter(isUsable) }));
  const off = ranked.flatMap(({ entries }) => entries.filter((entry) => !isUsable(entry))).slice(0, maxPerSection);
  // The whole name of a resource can only mean the resource.
  const exact = foldCase(wanted.trim());
  const named = usable.filter(({ entries }) => entries.some((entry) => isNamed(entry, exact)));
  const others = usable.filter((section) => !named.includes(section));
  return [...named, ...others, { title: "Not now", entries: off }].filter(({ entries }) => entries.length > 0);
}

function isUsable({ off }: Entry): boolean {
  return off === undefined;
}

function isNamed({ id }: Entry, exact: string): boolean {
  return id === `resource ${exact}`;
}

/** What choosing an entry sends; the request for a new nonce is added where the server asks for one. */
export function costOf(
  action: EntryAction,
  { offered, isFetched }: Pick<PaletteInput, "offered" | "isFetched">,
): CallCost {
  switch (action.kind) {
    case "command":
      return offered.get(action.id)?.cost ?? noCall;
    case "visit":
      return isFetched(action.designator) ? noCall : callsWithLogin(1);
    case "make":
      // Members are chosen over the list they are added to.
      return action.offer.kind === "record" || isFetched(action.offer.collection) ? noCall : callsWithLogin(1);
    case "turn-to":
    case "find-out":
    case "show-record":
      return noCall;
  }
}

/** The entries that are visible first; rendering all of them immediately would block the page. */
export function inSight(sections: readonly Section[]): readonly Section[] {
  // The number of lines that the list can show, titles included.
  let room = 13;
  return sections.flatMap(({ title, entries }) => {
    const shown = entries.slice(0, Math.max(0, room));
    room -= shown.length + 1;
    return shown.length === 0 ? [] : [{ title, entries: shown }];
  });
}

export interface Candidate extends Omit<Entry, "runs" | "cost"> {
  /** For entries that were found elsewhere: how well they match; lower is better. */
  readonly rank?: number;
}

function best(candidates: readonly Candidate[], wanted: string, input: PaletteInput): readonly Entry[] {
  return candidates
    .flatMap((candidate) => {
      const found = match(candidate.title, wanted) ?? detailMatch(candidate, wanted);
      const rank = candidate.rank ?? found?.rank;
      if (rank === undefined) return [];
      const { rank: _rank, ...shown } = candidate;
      const entry = { ...shown, cost: costWords(costOf(candidate.action, input)), runs: found?.runs ?? [] };
      return [{ rank: rank + (candidate.off === undefined ? 0 : 1_000), entry }];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, maxPerSection)
    .map(({ entry }) => entry);
}

function detailMatch({ detail }: Candidate, wanted: string): { rank: number; runs: [] } | null {
  // Only whole words, because details are long and any letters occur somewhere in them.
  const found = match(detail, wanted);
  return found && found.rank <= 1 ? { rank: 100 + found.rank, runs: [] } : null;
}

function commandCandidates(input: PaletteInput): readonly Candidate[] {
  const { offered, connection } = input;
  const plain = commands
    // New records have entries of their own, which say what they make.
    .filter(({ id }) => id !== "palette.open" && id !== "record.new" && offered.has(id))
    .map(({ id, title, group, keys }): Candidate => ({
      id: `command ${id}`,
      title,
      detail: group === "Connection" && id !== "connection.new" ? (connection?.name ?? "") : "",
      icon: id === "writes.unlock" ? LockOpen : id === "lock.now" ? Lock : groupIcon[group],
      keys: (keys as readonly string[])[0],
      action: { kind: "command", id },
      off: offered.get(id)?.notNow,
    }));
  return [...plain, ...newRecordCandidates(input)];
}

/** What can be created: in the current location, with its keys, then each other kind of record. */
function newRecordCandidates({ connection, here }: PaletteInput): readonly Candidate[] {
  if (!connection) return [];
  const level = levelOf(connection);
  const first = here === null ? [] : newRecordsAt(level, here);
  const others = topCollections.flatMap(({ path }) => newRecordIn(level, path) ?? []);
  const offers = [
    ...first,
    ...others.filter(({ collection }) => !first.some((each) => each.collection === collection)),
  ];
  return offers.map((offer, index) => ({
    id: `make ${offer.collection}`,
    title: offer.text,
    detail: offer.kind === "members" ? offer.collection : "",
    icon: offer.kind === "members" ? UserPlus : Plus,
    keys: index === 0 && first.length > 0 ? keysOf("record.new") : undefined,
    action: { kind: "make", offer },
    off: offer.notNow,
  }));
}

const doctorCandidates: readonly Candidate[] = doctorTools.map(({ tool, title, icon }) => ({
  id: `find out ${tool}`,
  title,
  detail: "Doctor",
  icon,
  keys: undefined,
  action: { kind: "find-out", tool },
  off: undefined,
}));

function resourceCandidates({ connection }: PaletteInput): readonly Candidate[] {
  if (!connection) return [];
  return topCollections.map((resource) => {
    const off = offReason(levelOf(connection), resource);
    return {
      id: `resource ${resource.path}`,
      title: resource.path,
      detail: off ?? resource.summary,
      icon: collectionIcon(resource.path),
      keys: undefined,
      action: { kind: "visit", designator: resource.path },
      off,
    };
  });
}

function connectionCandidates({ connections, connection }: PaletteInput): readonly Candidate[] {
  return connections
    .filter(({ connectionId }) => connectionId !== connection?.connectionId)
    .map((each) => ({
      id: `connection ${each.connectionId}`,
      title: spokenName(each),
      detail: hostOf(each),
      icon: Bookmark,
      keys: undefined,
      action: { kind: "turn-to", connectionId: each.connectionId },
      off: undefined,
    }));
}
