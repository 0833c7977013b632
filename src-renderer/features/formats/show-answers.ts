import { checkedFormats } from "#shared/checked-formats.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { CheckedFormat, Finding } from "#shared/format-check.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { choose } from "../../ui/data-grid/selection.ts";
import { showToast } from "../../state/toast.ts";
import { useViewState } from "../response/view-state.ts";

/** Shows one of the responses as it was served. */
export function showAnswer(placeKey: string, answers: readonly Exchange[], format: CheckedFormat): void {
  if (bringForward(placeKey, answers, format) === null) return;
  useWorkspace.getState().change(placeKey, { panel: null, view: format });
}

/** Shows the record of a finding in the table of a format that has it, if possible the deviating one. */
export function showRecord(
  placeKey: string,
  answers: readonly Exchange[],
  { records }: Finding,
  odd: CheckedFormat | null,
): void {
  const format = [odd, ...checkedFormats].find((each) => each !== null && records[each] !== null);
  const record = format ? records[format] : null;
  if (!format || record === null) return;
  const documentId = bringForward(placeKey, answers, format);
  if (documentId === null) return;
  useWorkspace.getState().change(placeKey, { panel: null, view: "table" });
  useWorkspace.getState().lookAt(placeKey, record);
  useViewState.getState().change(placeKey, documentId, {
    query: everyRecord,
    selection: choose({ row: record, column: 0 }),
  });
}

/** Id of the document that the location shows now; null, with a message, when its body has been dropped. */
function bringForward(placeKey: string, answers: readonly Exchange[], format: CheckedFormat): string | null {
  const wanted = answers.find(({ request }) => request.suffix === format)?.document?.documentId ?? null;
  useWorkspace.getState().showFormats(placeKey, answers, format);
  const shown = useWorkspace.getState().places.get(placeKey)?.exchange?.document?.documentId;
  if (wanted !== null && shown === wanted) return wanted;
  showToast("This answer is no longer kept. Compare again to see it.", "problem");
  return null;
}
