import { useState } from "react";
import { TextArea, TextField as AriaTextField } from "react-aria-components";
import { readBody, writeBody, type BodyFormat } from "#shared/rezora/request-body.ts";
import { Notice } from "../../ui/notice.tsx";
import { readEditedBody } from "./body-edit.ts";
import type { EditedDraft } from "./use-edited-draft.ts";

/** The draft as the text of one format. What is typed shows in the other views as soon as it can be read. */
export function BodyEditor({ edited, format }: { edited: EditedDraft; format: BodyFormat }) {
  const written = writeBody(format, edited.fields);
  const unread = edited.draft?.unread?.format === format ? edited.draft.unread.text : null;
  // As typed, blanks and all: writing it anew under the cursor would take the text away from the person.
  const [typed, setTyped] = useState<{ readonly text: string; readonly gave: string } | null>(null);
  const text = typed !== null && typed.gave === written.text ? typed.text : (unread ?? written.text);
  const read = readBody(format, text);

  function type(next: string): void {
    const result = readEditedBody(format, next, edited.fields);
    setTyped({ text: next, gave: result.ok ? writeBody(format, result.fields).text : written.text });
    edited.typeBody(format, next);
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
