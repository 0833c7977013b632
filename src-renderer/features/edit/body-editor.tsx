import { useMemo, useState } from "react";
import { TextArea, TextField as AriaTextField } from "react-aria-components";
import { readBody, writeBody, type BodyFormat } from "#shared/rezora/request-body.ts";
import { HeldValue } from "../../ui/long-value/held-value.tsx";
import { Notice } from "../../ui/notice.tsx";
import { copyValue } from "../response/copy-value.ts";
import { readEditedBody } from "./body-edit.ts";
import type { EditedDraft } from "./use-edited-draft.ts";

/** The maximum length of a body that can be edited as text: a text area lays out the whole text on every keystroke. */
const maxBody = 20_000;

/** The draft as the text of one format. Edits show in the other views once they can be parsed. */
export function BodyEditor({ edited, format }: { edited: EditedDraft; format: BodyFormat }) {
  const { fields } = edited;
  const written = useMemo(() => writeBody(format, fields), [format, fields]);
  const unread = edited.draft?.unread?.format === format ? edited.draft.unread.text : null;
  // The text is kept as typed, including spaces: rewriting it under the cursor would interrupt the user.
  const [typed, setTyped] = useState<{ readonly text: string; readonly gave: string; readonly isRead: boolean } | null>(
    null,
  );
  // A text that could not be parsed belongs to the draft: it is discarded and restored with it.
  const isStill = typed !== null && typed.gave === written.text && (typed.isRead || unread === typed.text);
  const text = isStill ? typed.text : (unread ?? written.text);
  const isLong = text.length > maxBody;
  const read = isLong ? null : readBody(format, text);

  function type(next: string): void {
    const result = readEditedBody(format, next, edited.fields);
    const gave = result.ok ? writeBody(format, result.fields).text : written.text;
    setTyped({ text: next, gave, isRead: result.ok });
    edited.typeBody(format, next);
  }

  if (read === null) {
    const name = `Body as ${format.toUpperCase()}`;
    return (
      <div className="bodyeditor">
        <Notice kind="caution" strip title="This body is too long to be edited as text.">
          {unread === null
            ? "Edit its fields in the form."
            : "Its fields cannot be read either. Discard the draft to start over."}
        </Notice>
        <div className="page">
          <HeldValue label={name} text={text} onCopy={(copied) => copyValue(name, () => copied)} />
        </div>
      </div>
    );
  }
  const losses = read.ok ? [...read.losses, ...written.losses] : [];
  return (
    <div className="bodyeditor">
      {!read.ok && (
        <Notice kind="danger" strip title={read.reason} role="status">
          {placeOf(text, read.offset)} The other views keep the last text that could be read.
        </Notice>
      )}
      {losses.map((loss) => (
        <Notice key={loss} kind="caution" strip title={loss} />
      ))}
      <AriaTextField aria-label={`Body as ${format.toUpperCase()}`} value={text} onChange={type} className="bodytext">
        <TextArea className="ta" spellCheck={false} />
      </AriaTextField>
    </div>
  );
}

function placeOf(text: string, offset: number | null): string {
  if (offset === null) return "";
  const before = text.slice(0, offset).split("\n");
  return `Line ${String(before.length)}, column ${String((before.at(-1) ?? "").length + 1)}.`;
}
