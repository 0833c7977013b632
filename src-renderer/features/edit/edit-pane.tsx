import { useDeferredValue, useMemo, useState } from "react";
import type { Connection } from "#shared/connection.ts";
import { useUnsaved } from "../../query.ts";
import { draftWords } from "../../state/storage-words.ts";
import { useNow } from "../../state/clock.ts";
import { useReview } from "../../state/review.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../response/waiting.tsx";
import { BodyEditor } from "./body-editor.tsx";
import type { EditTarget } from "./edit-target.ts";
import { bodyFormats, ExactBytes } from "./exact-bytes.tsx";
import { LockStrip } from "./lock-strip.tsx";
import { RecordForm } from "./record-form.tsx";
import { exactAge } from "./state-words.ts";
import { refusedField } from "./refused-field.ts";
import { useEditedDraft, type EditedDraft } from "./use-edited-draft.ts";

type DraftView = "form" | "xml" | "json" | "text";

const views = [{ id: "form", text: "Form" }, ...bodyFormats] as const;

export interface EditPaneProps {
  readonly connection: Connection;
  readonly target: EditTarget;
}

/** A record being created or changed: one draft as form, XML, JSON or text, and the bytes to send. */
export function EditPane({ connection, target }: EditPaneProps) {
  const edited = useEditedDraft(target);
  const [view, setView] = useState<DraftView>("form");
  const { reading, fields, before } = edited;
  const refused = useRefusal(target.draftId);
  const values = useMemo(() => new Map(fields), [fields]);
  // A form has about fifty fields, which are rendered in a transition once the record is read.
  const isRead = useDeferredValue(reading !== undefined);

  return (
    <div className="bodyrow inner">
      <section className="work" aria-label="Draft">
        <div className="viewbar">
          <Segmented label="Draft as" options={views} selected={view} onSelect={setView} />
          <span className="sm ink-3 hide-n ell">The same draft in every view</span>
          <span className="grow" />
          {target.kind === "create" && !edited.draft ? (
            <span className="sm ink-3 nowrap">Nothing typed yet</span>
          ) : (
            <SavedAge edited={edited} />
          )}
          <Button
            size="small"
            variant="quiet"
            notNow={
              edited.draft ? undefined : target.kind === "create" ? "Nothing is typed yet." : "Nothing was changed."
            }
            onPress={edited.discard}
          >
            Discard
          </Button>
        </div>
        {reading === undefined || !isRead ? (
          <Skeleton />
        ) : reading !== null && reading.state !== "found" ? (
          <div className="page">
            <Notice
              kind="danger"
              title={reading.state === "gone" ? "There is no such record." : reading.message}
              action={<Button onPress={edited.readAgain}>Read again</Button>}
            >
              {reading.state === "gone" ? "It may have been deleted. " : ""}Editing starts from what the server has now.
            </Notice>
          </div>
        ) : view === "form" ? (
          <RecordForm
            target={target}
            values={values}
            before={before}
            refusedOf={(name) => (refused === null ? null : refusedField(refused, name))}
            onChange={edited.edit}
            onPutBack={edited.putBack}
          />
        ) : (
          <BodyEditor key={view} edited={edited} format={view} />
        )}
        <LockStrip connection={connection} />
      </section>
      <ExactBytes connection={connection} target={target} edited={edited} />
    </div>
  );
}

function SavedAge({ edited: { draft, isUnsaved, isFailed } }: { edited: EditedDraft }) {
  const now = useNow(1_000);
  const unsaved = useUnsaved();
  const words = draftWords({ savedAt: draft?.savedAt ?? null, isUnsaved, isFailed }, unsaved, (savedAt) =>
    exactAge(now - savedAt),
  );
  if (words === null) return null;
  return <span className={`sm ${words.isProblem ? "c-danger" : "ink-3"} nowrap`}>{words.text}</span>;
}

/** The server's message about the last commit of this draft; null when there is none. */
function useRefusal(draftId: string): string | null {
  return useReview(({ runs }) => {
    const items = [...runs.values()].flatMap((run) => run.items).filter((item) => item.draftId === draftId);
    const last = items.at(-1)?.outcome;
    return last?.state === "refused" ? last.message : null;
  });
}
