import type { Change } from "#shared/edits.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { CallError } from "../call-error.ts";
import type { EditLog } from "./edit-log.ts";
import { isEndedWell } from "./edit-state.ts";
import { followDesignator, followedIds, followFields, type FollowedIds } from "./followed-ids.ts";
import { collectionOf, recordDesignator, remadeFields, type Intended } from "./intended.ts";
import { readUndone, undoOf, writesOf, type KeptWrite, type Undone } from "./undone.ts";

export interface Inverse {
  readonly connectionId: string;
  readonly all: readonly Intended[];
}

/** The entry with this id, or all writes of the commit with this id in the order of sending. */
export function writesAt(log: Pick<EditLog, "runs">, id: string): readonly KeptWrite[] {
  const run = log.runs.get(id) ?? log.runs.get(id.slice(0, Math.max(0, id.lastIndexOf("/"))));
  const writes =
    run === undefined ? [] : writesOf(run).filter(({ entryId }) => run.plan.runId === id || entryId === id);
  if (writes.length === 0) throw new CallError("not-found", "The journal has no such entry.");
  return writes;
}

/** The writes of a commit that can be undone together: those that are stored and were not undone individually. */
export function undoableOf(writes: readonly KeptWrite[], undone: Undone): readonly KeptWrite[] {
  return writes.filter(
    (write) => isEndedWell(write.outcome.state) && undoOf(write).kind !== "not" && undone.obstacle(write) === null,
  );
}

/** Why nothing of a commit can be undone; called only in that case. */
export function whyNotUndoable(writes: readonly KeptWrite[], undone: Undone): string {
  const stored = writes.filter(({ outcome }) => isEndedWell(outcome.state));
  const candidates = stored.length > 0 ? stored : writes.filter(({ outcome }) => outcome.state === "unknown");
  const reasons = (candidates.length > 0 ? candidates : writes).map((write) => {
    const { kind, message } = undoOf(write);
    return kind === "not" ? message : undone.obstacle(write);
  });
  const [reason] = reasons.filter((each) => each !== null);
  return reason ?? "It is not known what became of it. Look again first.";
}

/**
 * The changes that undo one write of the journal, or a whole commit: in reverse order, without writes that were undone
 * individually or not stored. Throws if there is nothing to undo.
 */
export function inverseOf(log: Pick<EditLog, "runs">, id: string): Inverse {
  const writes = writesAt(log, id);
  const undone = readUndone(log);
  const isCommit = log.runs.has(id);
  if (!isCommit) checkOne(writes, undone);
  const wanted = isCommit ? undoableOf(writes, undone) : writes;
  if (wanted.length === 0) throw new CallError("invalid-input", whyNotUndoable(writes, undone));
  const { connectionId } = wanted[0]?.run.plan ?? { connectionId: "" };
  const followed = followedIds(log.runs.values(), connectionId);
  const all = wanted.toReversed().flatMap((write) => inverseOfWrite(write, undone, followed));
  return { connectionId, all };
}

function checkOne(writes: readonly KeptWrite[], undone: Undone): void {
  for (const write of writes) {
    const { kind, message } = undoOf(write);
    const obstacle = kind === "not" ? message : undone.obstacle(write);
    if (obstacle !== null) throw new CallError("invalid-input", obstacle);
  }
}

function inverseOfWrite(write: KeptWrite, undone: Undone, followed: FollowedIds): Intended[] {
  const made = undone.itemsOf(write.entryId).filter(({ outcome }) => isEndedWell(outcome.state));
  return withoutThose(inverseChanges(write), made).map((intended) => follow(intended, followed));
}

/** Addresses records that were deleted and recreated by their current ids. */
function follow(intended: Intended, followed: FollowedIds): Intended {
  const { change } = intended;
  const designator = followDesignator(change.designator, followed);
  const fields = change.kind === "create" ? followFields(change.designator, change.fields, followed) : change.fields;
  return { ...intended, change: { ...change, designator, fields } };
}

/** When records are recreated one by one, those that an earlier, stopped undo has already created are left out. */
function withoutThose(wanted: readonly Intended[], made: readonly KeptWrite[]): Intended[] {
  const left = [...wanted];
  for (const { item } of made) {
    const fields = JSON.stringify(item.sent);
    const at = left.findIndex(({ change, remakes }) =>
      item.remakes === undefined || remakes === undefined
        ? change.kind === "create" && JSON.stringify(change.fields) === fields
        : remakes === item.remakes,
    );
    if (item.kind === "create" && at >= 0) left.splice(at, 1);
  }
  return left;
}

function inverseChanges({ entryId, item, outcome }: KeptWrite): Intended[] {
  const { title, bodyFormat } = item;
  const inverse = (change: Change, remakes?: string | null): Intended => ({
    draftId: null,
    change,
    takesBack: entryId,
    ...(remakes === undefined || remakes === null ? {} : { remakes }),
  });
  switch (item.kind) {
    case "update": {
      // Compared with the record that the write left, so only its own changes are reverted and others' stay.
      const before = new Map(item.before);
      const stored = new Map(outcome.proof.map((field) => [field.name, field.stored ?? ""]));
      const base = item.sent.map(([name, value]): FieldPair => [name, stored.get(name) ?? value]);
      const fields = item.sent.map(([name, value]): FieldPair => [name, before.get(name) ?? value]);
      return [inverse({ kind: "update", designator: outcome.designator, title, base, fields, bodyFormat })];
    }
    case "create":
      return [inverse({ kind: "delete", designator: outcome.designator, title, base: null, fields: [], bodyFormat })];
    case "delete": {
      const { designator } = outcome;
      return [inverse(remake(collectionOf(designator), title, item.before, bodyFormat), designator)];
    }
    case "delete-all":
      return item.removed.map((record) => {
        const change = remake(item.designator, titleOf(item.designator, record), record, bodyFormat);
        return inverse(change, recordDesignator(item.designator, record));
      });
  }
}

function remake(
  designator: string,
  title: string,
  record: readonly FieldPair[],
  bodyFormat: Change["bodyFormat"],
): Change {
  return { kind: "create", designator, title, base: null, fields: remadeFields(designator, record), bodyFormat };
}

function titleOf(collection: string, record: readonly FieldPair[]): string {
  const name = record.find(([field]) => field.endsWith("_name"))?.[1];
  return name ?? recordDesignator(collection, record) ?? matchDesignator(collection)?.resource.path ?? "";
}
