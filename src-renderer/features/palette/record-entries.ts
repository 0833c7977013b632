import { CornerDownRight, UserRound } from "lucide-react";
import { encodeId, matchDesignator } from "#shared/rezora/uri.ts";
import { levelOf } from "../connections/connection-words.ts";
import { collectionIcon, offReason } from "../resources/tree-model.ts";
import type { Candidate, EntryAction, FoundRecord, PaletteInput } from "./entries.ts";

/** Records of the responses at hand that fit, records that were looked at, and one whose designator was typed. */
export function recordCandidates(
  { recent, found, connection, isFetched, atHand: lookUp }: PaletteInput,
  wanted: string,
): readonly Candidate[] {
  if (!connection) return [];
  // A record in a table at hand is shown there, which is not a call.
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

/** In the order that they were found in, since an e-mail address that fits is not all shown. */
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
