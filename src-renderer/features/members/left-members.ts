import { useShell } from "../../state/shell.ts";
import { offerUndo } from "../../state/offer-undo.ts";
import type { MemberChanges, Membership } from "./membership.ts";

/** The initial state of the editor when Undo reopens it. */
let broughtBack: {
  readonly collection: string;
  readonly connectionId: string;
  readonly changes: MemberChanges;
} | null = null;

/** The changes that were left without Review, where Undo restored them; else `known`. */
export function beginChanges({ connectionId, collection }: Membership, known: MemberChanges): MemberChanges {
  return broughtBack?.collection === collection && broughtBack.connectionId === connectionId
    ? broughtBack.changes
    : known;
}

/** The editor closes without Review; what was checked and unchecked in it can be restored. */
export function leaveMembers(
  { connectionId, collection }: Membership,
  before: MemberChanges,
  after: MemberChanges,
): void {
  broughtBack = null;
  if (isSame(before.added, after.added) && isSame(before.removed, after.removed)) return;
  offerUndo(`The changes to ${collection} were not kept.`, () => {
    broughtBack = { connectionId, collection, changes: after };
    useShell.getState().openDialog({ kind: "members", connectionId, collection });
  });
}

/** The checked members are pending changes now. */
export function forgetLeftMembers(): void {
  broughtBack = null;
}

function isSame(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  return one.size === other.size && [...one.keys()].every((id) => other.has(id));
}
