import { CornerDownRight, UserRound } from "lucide-react";
import { encodeId, matchDesignator } from "#shared/rezora/uri.ts";
import { levelOf } from "../connections/connection-words.ts";
import { collectionIcon, offReason } from "../resources/tree-model.ts";
import type { Candidate, EntryAction, FoundRecord, PaletteInput } from "./entries.ts";

/** Matching records of the available responses, recently viewed records, and one whose designator was typed. */
export function recordCandidates(
  { recent, found, connection, isFetched, atHand: lookUp }: PaletteInput,
  wanted: string,
): readonly Candidate[] {
  if (!connection) return [];
  // A record in an available table is shown there, which sends nothing.
  const actionFor = (at: string): EntryAction => {
    const record = isFetched(at) ? null : lookUp(at);
    return record === null ? { kind: "visit", designator: at } : { kind: "show-record", ...record };
  };
  const atHand = found.map((record, index) => foundCandidate(record, index));
  const known = new Set(atHand.map(({ id }) => id));
  const seen = recent
    .filter(({ connectionId }) => connectionId === connection.connectionId)
    .map(({ designator, title }): Candidate => ({
      id: `record ${designator}`,
      title,
      detail: designator,
      icon: UserRound,
      keys: undefined,
      action: actionFor(designator),
      off: undefined,
    }))
    .filter(({ id }) => !known.has(id));
  const designator = wanted.trim();
  const matched = matchDesignator(designator);
  const listed = [...atHand, ...seen];
  const isListed = listed.some(({ id }) => id === `record ${designator}`);
  if (!matched || matched.resource.kind !== "record" || isListed) return listed;
  const asTyped: Candidate = {
    id: `typed ${designator}`,
    title: designator,
    detail: isFetched(designator) || lookUp(designator) !== null ? "show this record" : "fetch this record",
    icon: CornerDownRight,
    keys: undefined,
    action: actionFor(designator),
    off: offReason(levelOf(connection), matched.resource),
  };
  return [asTyped, ...listed];
}

/** In the order they were found, since a matching e-mail address is not always shown. */
function foundCandidate({ collection, id, title, email, age }: FoundRecord, index: number): Candidate {
  const encoded = encodeId(id);
  const designator = `${collection}/${encoded.ok ? encoded.value : id}`;
  return {
    id: `record ${designator}`,
    title: title ?? designator,
    detail: [title === null ? "" : designator, email, `fetched ${age}`].filter((part) => part !== "").join(", "),
    icon: collection === "contacts" || collection === "agents" ? UserRound : collectionIcon(collection),
    keys: undefined,
    action: { kind: "show-record", collection, id },
    off: undefined,
    rank: index / 100,
  };
}
