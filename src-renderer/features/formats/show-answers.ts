import { checkedFormats } from "#shared/checked-formats.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { CheckedFormat, Finding } from "#shared/format-check.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { choose } from "../../ui/data-grid/selection.ts";
import { useViewState } from "../response/view-state.ts";

/** Shows one of the answers as it was served. */
export function showAnswer(placeKey: string, answers: readonly Exchange[], format: CheckedFormat): void {
  const { showFormats, change } = useWorkspace.getState();
  showFormats(placeKey, answers, format);
  change(placeKey, { paper: null, view: format });
}

/** Shows the record of a finding in the table of a format that has it, the deviating one where it can be. */
export function showRecord(
  placeKey: string,
  answers: readonly Exchange[],
  { records }: Finding,
  odd: CheckedFormat | null,
): void {
  const format = [odd, ...checkedFormats].find((each) => each !== null && records[each] !== null);
  const record = format ? records[format] : null;
  if (!format || record === null) return;
  const { showFormats, change } = useWorkspace.getState();
  showFormats(placeKey, answers, format);
  change(placeKey, { paper: null, view: "table", record });
  const { documentId } = answers.find(({ request }) => request.suffix === format)?.document ?? { documentId: "" };
  useViewState.getState().change(placeKey, documentId, {
    query: everyRecord,
    selection: choose({ row: record, column: 0 }),
  });
}
