import { Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { TextArea, TextField as AriaTextField } from "react-aria-components";
import type { HeaderPair } from "#shared/http/headers.ts";
import type { Draft } from "../../state/place.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { lineEndingFor } from "../edit/line-endings.ts";
import { useExactText } from "../edit/use-exact-text.ts";
import { formatBytes } from "../response/format.ts";
import { offerUndo } from "../../state/offer-undo.ts";

export interface RequestPanelProps {
  readonly draft: Draft;
  readonly headersShown: boolean;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** The rest of the request: headers on demand, and the body where the method carries one. */
export function RequestPanel({ draft, headersShown, onChange }: RequestPanelProps) {
  const carriesBody = draft.method === "POST" || draft.method === "PUT";
  if (!headersShown && !carriesBody) return null;
  return (
    <div className="reqpanel">
      {carriesBody && <BodyEditor body={draft.body} onChange={(body) => onChange({ body })} />}
      {headersShown && <HeaderEditor draft={draft} onChange={onChange} />}
    </div>
  );
}

/** The number of custom headers that are sent. */
export function headerCount(draft: Draft): number {
  return (draft.accept === null ? 0 : 1) + (draft.contentType === null ? 0 : 1) + draft.headers.length;
}

function BodyEditor({ body, onChange }: { body: string; onChange: (body: string) => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const exact = useExactText({ area, value: body, before: body, ending: lineEndingFor(body, []), onChange });
  return (
    <section aria-label="Body">
      <div className="panelhead">
        <h2>Body</h2>
        <span className="ink-3 tnum">{formatBytes(new TextEncoder().encode(body).length)}, sent as it stands</span>
      </div>
      <AriaTextField aria-label="Body" value={exact.shown} onChange={exact.change} className="bodyfield">
        <TextArea
          ref={area}
          className="ta"
          spellCheck={false}
          onPaste={exact.paste}
          placeholder="list_name=Open+House"
        />
      </AriaTextField>
    </section>
  );
}

function HeaderEditor({ draft, onChange }: Pick<RequestPanelProps, "draft" | "onChange">) {
  const set = (index: number, pair: HeaderPair): void =>
    onChange({ headers: draft.headers.map((each, at) => (at === index ? pair : each)) });
  return (
    <section aria-label="Headers">
      <div className="panelhead">
        <h2>Headers</h2>
        <span className="ink-3">Host, Authorization, Content-Length and Connection are set by the application.</span>
      </div>
      <KnownHeader name="Accept" value={draft.accept} usual="*/*" onChange={(accept) => onChange({ accept })} />
      <KnownHeader
        name="Content-type"
        value={draft.contentType}
        usual="text/plain"
        onChange={(contentType) => onChange({ contentType })}
      />
      {draft.headers.map(([name, value], index) => (
        // A header has no identity but its place in the order that is sent.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="hdr">
          <TextField
            label={`Name of header ${index + 3}`}
            hideLabel
            small
            mono
            value={name}
            onChange={(next) => set(index, [next, value])}
          />
          <TextField
            label={`Value of header ${index + 3}`}
            hideLabel
            small
            mono
            value={value}
            onChange={(next) => set(index, [name, next])}
          />
          <IconButton
            size="small"
            icon={X}
            label={`Remove ${name === "" ? "header" : name}`}
            onPress={() => {
              onChange({ headers: draft.headers.filter((_, at) => at !== index) });
              if (name === "" && value === "") return;
              offerUndo(`Removed ${name === "" ? "a header" : name}.`, () => onChange({ headers: draft.headers }));
            }}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={Plus} onPress={() => onChange({ headers: [...draft.headers, ["", ""]] })}>
          Add header
        </Button>
      </div>
    </section>
  );
}

interface KnownHeaderProps {
  readonly name: string;
  /** null: not sent. */
  readonly value: string | null;
  readonly usual: string;
  readonly onChange: (value: string | null) => void;
}

function KnownHeader({ name, value, usual, onChange }: KnownHeaderProps) {
  const id = useId();
  return (
    <div className="hdr">
      <Checkbox isSelected={value !== null} onChange={(sent) => onChange(sent ? usual : null)}>
        <span className="mono" id={id}>
          {name}
        </span>
      </Checkbox>
      {value === null ? (
        <span className="sm ink-3">not sent</span>
      ) : (
        <TextField label={`Value of ${name}`} hideLabel small mono value={value} onChange={onChange} />
      )}
    </div>
  );
}
