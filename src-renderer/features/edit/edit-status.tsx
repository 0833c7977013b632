import type { EditTarget } from "./edit-target.ts";
import { writeBody } from "#shared/rezora/request-body.ts";
import { useMeter, useUnsaved } from "../../query.ts";
import { isOnDisk } from "../../state/storage-words.ts";
import { useEdits } from "../../state/edits.ts";
import { useReview } from "../../state/review.ts";
import { changedFields } from "../../state/draft-changes.ts";
import { draftOutcome, draftStatus } from "./draft-words.ts";
import { MeterReading } from "../response/meter-reading.tsx";
import { formatAmount, formatBytes } from "../response/format.ts";

const lamps = { idle: "lamp idle", good: "lamp", bad: "lamp bad" } as const;

/** The status bar of a change: prepared, being sent, or carried out. */
export function EditStatus({ target, connectionId }: { target: EditTarget; connectionId: string }) {
  const meter = useMeter(connectionId);
  const draft = useEdits((state) => state.drafts.get(target.draftId));
  const body =
    draft === undefined
      ? 0
      : new TextEncoder().encode(writeBody(draft.change.bodyFormat, draft.change.fields).text).length;
  const isTyped = useEdits((state) => state.unsaved.has(target.draftId));
  const runs = useReview((state) => state.runs);
  const { lamp, title, detail } = draftStatus({
    kind: target.kind,
    designator: target.designator,
    hasDraft: draft !== undefined,
    outcome: draftOutcome(target.draftId, draft ?? null, isTyped, runs.values()),
  });
  const isSaved = isOnDisk("edits", useUnsaved());
  const deletes = target.kind === "delete" || target.kind === "delete-all";
  return (
    <footer className="statusbar">
      <span className="row outcome" role="status">
        <span className={lamps[lamp]} />
        <b>{title}</b>
      </span>
      <span className="hide-n ell">{detail}</span>
      {draft !== undefined && !deletes && (
        <>
          <span className="sep" />
          <span>
            {changedFields(draft).size} of {formatAmount(target.fields.length, "field")}{" "}
            {target.kind === "create" ? "filled in" : "changed"}
          </span>
          <span className="sep" />
          <span className="num">{formatBytes(body)} body</span>
        </>
      )}
      <span className="grow" />
      {draft !== undefined && draft.savedAt > 0 && isSaved && (
        <span className="hide-n">Draft of {new Date(draft.savedAt).toISOString().slice(11, 19)} UTC</span>
      )}
      <span className="sep" />
      {meter && <MeterReading meter={meter} />}
    </footer>
  );
}
