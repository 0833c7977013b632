import type { Run } from "#shared/edits.ts";
import { isProven } from "../../state/observed.ts";

/** What is on screen, by the designator that reaches its resource. */
export interface Standpoint {
  readonly connectionId: string;
  readonly method: string;
  readonly designator: string;
}

/** Where a commit leads from what was on screen. */
export interface AfterCommit {
  /** `created` replaces the form of the new record; `left` leads away from a record that is gone. */
  readonly kind: "created" | "left" | "emptied";
  readonly designator: string;
}

/**
 * What is shown after a commit: the new record in place of its form, the collection in place of a record that is gone,
 * or the emptied collection in place of the question whether to empty it. null: what was on screen stays, because it
 * still exists.
 */
export function afterCommit(run: Run, on: Standpoint | null): AfterCommit | null {
  if (on === null || run.connectionId !== on.connectionId) return null;
  const { method, designator } = on;
  for (const item of run.items) {
    if (!isProven(item.outcome.state)) continue;
    if (item.kind === "create" && method === "POST" && item.designator === designator) {
      const made = item.outcome.designator;
      if (made !== "" && made !== designator) return { kind: "created", designator: made };
    }
    if (item.kind === "delete" && isInside(designator, item.designator)) {
      return { kind: "left", designator: parentOf(item.designator) };
    }
    if (item.kind === "delete-all" && method === "DELETE" && item.designator === designator) {
      return { kind: "emptied", designator };
    }
  }
  return null;
}

function isInside(designator: string, record: string): boolean {
  return designator === record || designator.startsWith(`${record}/`);
}

function parentOf(designator: string): string {
  return designator.slice(0, Math.max(0, designator.lastIndexOf("/")));
}
