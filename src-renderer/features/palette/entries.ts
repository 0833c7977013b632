import {
  Bookmark,
  ChevronRight,
  CornerDownRight,
  Eye,
  Lock,
  LockOpen,
  PencilLine,
  Palette as PaletteIcon,
  Plug,
  Send,
  UserRound,
  type LucideIcon,
} from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { commands, type CommandGroup, type CommandId } from "../../commands.ts";
import type { CommandHandler } from "../../state/command-bus.ts";
import type { DoctorTool } from "../../state/doctor.ts";
import type { RecentRecord } from "../../state/place.ts";
import { doctorTools } from "../doctor/doctor-tools.ts";
import { hostOf, levelOf, spokenName } from "../connections/connection-words.ts";
import { collectionIcon, offReason, topCollections } from "../resources/tree-model.ts";
import { match } from "./match.ts";

/** What choosing an entry does. */
export type EntryAction =
  | { readonly kind: "command"; readonly id: CommandId }
  | { readonly kind: "turn-to"; readonly connectionId: string }
  | { readonly kind: "visit"; readonly designator: string }
  | { readonly kind: "find-out"; readonly tool: DoctorTool };

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly icon: LucideIcon;
  readonly keys: string | undefined;
  readonly action: EntryAction;
  /** Why it is of no use now; such entries come last and are grey. */
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
}

const mostPerSection = 8;

const groupIcon: Readonly<Record<CommandGroup, LucideIcon>> = {
  Request: Send,
  Edit: PencilLine,
  View: Eye,
  Go: ChevronRight,
  Connection: Plug,
  Application: PaletteIcon,
};

/** Everything that answers what was typed. `>` asks for actions only, `#` for records only. */
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
  const ranked = sections.map(([title, candidates]) => ({ title, entries: best(candidates, wanted) }));
  return ranked.filter(({ entries }) => entries.length > 0);
}

/** The entries that are to be seen at first; to make all of them at once would hold up what lies behind. */
export function inSight(sections: readonly Section[]): readonly Section[] {
  // Lines of the list as high as it grows, titles among them.
  let room = 13;
  return sections.flatMap(({ title, entries }) => {
    const shown = entries.slice(0, Math.max(0, room));
    room -= shown.length + 1;
    return shown.length === 0 ? [] : [{ title, entries: shown }];
  });
}

type Candidate = Omit<Entry, "runs">;

function best(candidates: readonly Candidate[], wanted: string): readonly Entry[] {
  return candidates
    .flatMap((candidate) => {
      const found = match(candidate.title, wanted) ?? detailMatch(candidate, wanted);
      return found
        ? [{ rank: found.rank + (candidate.off === undefined ? 0 : 1_000), entry: { ...candidate, runs: found.runs } }]
        : [];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, mostPerSection)
    .map(({ entry }) => entry);
}

function detailMatch({ detail }: Candidate, wanted: string): { rank: number; runs: [] } | null {
  // Only whole words: details are long, and letters of any kind stand somewhere in them.
  const found = match(detail, wanted);
  return found && found.rank <= 1 ? { rank: 100 + found.rank, runs: [] } : null;
}

function commandCandidates({ offered, connection }: PaletteInput): readonly Candidate[] {
  return commands
    .filter(({ id }) => id !== "palette.open" && offered.has(id))
    .map(({ id, title, group, keys }) => ({
      id: `command ${id}`,
      title,
      detail: group === "Connection" && id !== "connection.new" ? (connection?.name ?? "") : "",
      icon: id === "writes.unlock" ? LockOpen : id === "lock.now" ? Lock : groupIcon[group],
      keys: (keys as readonly string[])[0],
      action: { kind: "command", id },
      off: offered.get(id)?.notNow,
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

function recordCandidates({ recent, connection }: PaletteInput, wanted: string): readonly Candidate[] {
  if (!connection) return [];
  const seen = recent
    .filter(({ connectionId }) => connectionId === connection.connectionId)
    .map(({ designator, title }): Candidate => ({
      id: `record ${designator}`,
      title,
      detail: designator,
      icon: UserRound,
      keys: undefined,
      action: { kind: "visit", designator },
      off: undefined,
    }));
  const designator = wanted.trim();
  const matched = matchDesignator(designator);
  if (!matched || matched.resource.kind !== "record" || seen.some(({ detail }) => detail === designator)) return seen;
  const asTyped: Candidate = {
    id: `typed ${designator}`,
    title: designator,
    detail: "fetch this record",
    icon: CornerDownRight,
    keys: undefined,
    action: { kind: "visit", designator },
    off: offReason(levelOf(connection), matched.resource),
  };
  return [asTyped, ...seen];
}

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
