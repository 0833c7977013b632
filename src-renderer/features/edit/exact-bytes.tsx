import { Copy } from "lucide-react";
import { Fragment, memo, useDeferredValue, useMemo, useState, type ReactNode } from "react";
import type { Connection } from "#shared/connection.ts";
import { bodyContentTypes, writeBody, type BodyFormat } from "#shared/rezora/request-body.ts";
import { requestTarget } from "#shared/rezora/uri.ts";
import { wireText } from "#shared/rezora/wire-text.ts";
import { Button } from "../../ui/button.tsx";
import { LongText } from "../../ui/long-value/held-value.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { visibleLines, visibleText } from "../../ui/visible-text.tsx";
import { Switch } from "../../ui/switch.tsx";
import { useStable } from "../../ui/use-stable.ts";
import { baseUrlOf } from "../connections/connection-words.ts";
import { copyText } from "../response/clipboard.ts";
import { copyValue } from "../response/copy-value.ts";
import { formatAmount } from "../response/format.ts";
import { showToast } from "../../state/toast.ts";
import type { EditTarget } from "./edit-target.ts";
import type { EditedDraft } from "./use-edited-draft.ts";

export const bodyFormats = [
  { id: "xml", text: "XML" },
  { id: "json", text: "JSON" },
  { id: "text", text: "Text" },
] as const satisfies readonly { readonly id: BodyFormat; readonly text: string }[];

/** Characters of a body that are laid out initially. */
const maxBody = 10_000;

export interface ExactBytesProps {
  readonly connection: Connection;
  readonly target: EditTarget;
  readonly edited: EditedDraft;
}

/**
 * Head and body as they will be sent. They follow the typing with a delay, because a long body is rendered beside the
 * form.
 */
export function ExactBytes({ connection, target, edited }: ExactBytesProps) {
  const { fields, bodyFormat } = edited;
  const sent = useMemo(() => ({ fields, bodyFormat }), [fields, bodyFormat]);
  const sendAs = useStable(edited.sendAs);
  return <RequestBytes connection={connection} target={target} sent={useDeferredValue(sent)} sendAs={sendAs} />;
}

interface RequestBytesProps extends Pick<ExactBytesProps, "connection" | "target">, Pick<EditedDraft, "sendAs"> {
  readonly sent: Pick<EditedDraft, "fields" | "bodyFormat">;
}

/** Values that only the handshake can provide are shown as ‹…›. */
const RequestBytes = memo(function RequestBytes({ connection, target, sent, sendAs }: RequestBytesProps) {
  const [lineEnds, setLineEnds] = useState(true);
  const method = target.kind === "create" ? "POST" : "PUT";
  const { bodyFormat, fields } = sent;
  const base = baseUrlOf(connection);
  const resourcePath = requestTarget({
    basePath: base?.basePath ?? "",
    apiVersion: connection.apiVersion,
    designator: target.designator,
    suffix: "",
  });
  const { body, bodyBytes } = useMemo(() => {
    const { text } = writeBody(bodyFormat, fields);
    return { body: text, bodyBytes: new TextEncoder().encode(text).length };
  }, [bodyFormat, fields]);
  const head = wireText({
    method,
    requestTarget: resourcePath.ok ? resourcePath.value : target.designator,
    host: base?.authority ?? "",
    userName: connection.userName,
    quoteQop: connection.quoteQop,
    headers: [
      ["Accept", "*/*"],
      ["Content-type", bodyContentTypes[bodyFormat]],
    ],
    body: "",
    bodyBytes,
  }).replace(/\n$/u, "");
  const lines = head.split("\n");
  // Lines of the head end with CR LF on the wire, which is one byte more than here.
  const size = new TextEncoder().encode(`${head}\n`).length + bodyBytes + lines.length;
  const copy = (): void => {
    copyText(`${head}\n${body}`).then(
      () => showToast("Copied the request."),
      () => showToast("The clipboard refused the text.", "problem"),
    );
  };
  return (
    <aside className="inspector preview hide-n" aria-label="Exact bytes">
      <div className="viewbar">
        <b>Exact bytes</b>
        <span className="ink-3 sm tnum">
          {method}, about {formatAmount(size, "byte")}
        </span>
        <span className="grow" />
        <Button size="small" variant="quiet" icon={Copy} onPress={copy}>
          Copy
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable */}
      <div className="page" tabIndex={0} role="group" aria-label="Request">
        <div className="row sm formatrow">
          <span className="ink-2">Body format</span>
          <Segmented label="Body format" options={bodyFormats} selected={bodyFormat} onSelect={sendAs} />
          <span className="grow" />
          <Switch isSelected={lineEnds} onChange={setLineEnds}>
            Line ends
          </Switch>
        </div>
        <div className="bytes">
          <div className="code">
            {lines.map((line, index) => (
              // Lines of a head have no identity but their position.
              // oxlint-disable-next-line react/no-array-index-key
              <div key={index}>
                {index === 0 ? startLine(line) : headerLine(line)}
                {lineEnds && <span className="crlf">CRLF</span>}
              </div>
            ))}
            <div className="wirebody">
              <LongText
                label="the body"
                text={body}
                limit={maxBody}
                draw={visibleLines}
                onCopy={(text) => copyValue("the body", () => text)}
              />
            </div>
          </div>
        </div>
        <p className="sm ink-3 forecast">
          {target.kind === "create" ? "Write once, read back: " : "Read again, write once, read back: "}
          <b className="ink-2">{formatAmount(target.kind === "create" ? 2 : 3, "wire request")}</b>. The write is never
          sent without a signature.
        </p>
      </div>
    </aside>
  );
});

function startLine(line: string): ReactNode {
  const [method = "", ...rest] = line.split(" ");
  return (
    <>
      <b className="c-write">{method}</b> {visibleText(rest.join(" "))}
    </>
  );
}

function headerLine(line: string): ReactNode {
  const colon = line.indexOf(":");
  if (colon < 0) return visibleText(line);
  return (
    <>
      <span className="c-accent">{visibleText(line.slice(0, colon))}</span>
      {line
        .slice(colon)
        .split(/(‹[^›]*›|•+)/u)
        .map((part, index) =>
          index % 2 === 0 ? (
            // oxlint-disable-next-line react/no-array-index-key -- parts of a line have no identity but their position
            <Fragment key={index}>{visibleText(part)}</Fragment>
          ) : (
            // Parts of a line have no identity but their position.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index} className="ink-3">
              {part}
            </span>
          ),
        )}
    </>
  );
}
