import type { Run } from "#shared/edits.ts";
import { apiRootOf, cataloguedWrite } from "#shared/rezora/reached-resource.ts";
import { connectionsNow } from "../../query.ts";
import { requestKey, type Place } from "../../state/place.ts";
import { openLocation, visit } from "../../state/sending.ts";
import { useShell } from "../../state/shell.ts";
import { isSameLocation, replaceStop, useStops } from "../../state/stops.ts";
import { isOwnDraft } from "../../state/transitions.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { goBack } from "../shell/walking.ts";
import { afterCommit, type Standpoint } from "./after-commit.ts";

/**
 * Goes where a commit of this window leads, once it has ended. The record as it was read back is shown without another
 * request.
 */
export function leadOn(run: Run): void {
  // The journal keeps the sheet that was opened from it.
  if (useShell.getState().page !== "explore") return;
  const { current } = useWorkspace.getState();
  const place = currentPlace(useWorkspace.getState());
  const next = afterCommit(run, place && standpointOf(place));
  if (place === null || current === null || next === null) return;
  const { connectionId } = run;
  const { stops, at } = useStops.getState();
  const isForm = isOwnDraft(place);
  if (!isForm) useWorkspace.getState().openResource(connectionId, withoutMethod(current, connectionId));
  if (next.kind === "left" && isSameLocation(stops[at - 1], connectionId, next.designator)) return goBack();

  const key = requestKey(connectionId, "GET", next.designator);
  openLocation(connectionId, next.designator);
  // Back does not lead to a finished form or a record that is gone, but to the resource whose request line became the
  // form.
  if (isForm || next.kind === "left") replaceStop();
  useWorkspace.getState().showReadBack(key, run.startedAt);
  const isShown = (useWorkspace.getState().places.get(key)?.exchange?.startedAt ?? 0) >= run.startedAt;
  if (next.kind === "created" && !isShown) visit(connectionId, next.designator);
}

function standpointOf({ connectionId, draft: { method, designator } }: Place): Standpoint {
  const connection = connectionsNow().find((each) => each.connectionId === connectionId);
  const write = cataloguedWrite(method, designator, connection && apiRootOf(connection));
  return { connectionId, method, designator: write?.designator ?? designator };
}

function withoutMethod(key: string, connectionId: string): string {
  const [, ...designator] = key.slice(connectionId.length + 1).split(" ");
  return designator.join(" ");
}
