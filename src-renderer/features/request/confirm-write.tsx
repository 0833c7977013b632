import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import { requestTarget, matchDesignator } from "#shared/rezora/uri.ts";
import type { Place } from "../../state/place.ts";
import { send } from "../../state/sending.ts";
import { Button } from "../../ui/button.tsx";
import { ModalDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { baseUrlOf } from "../connections/connection-words.ts";
import { useIsUnlocked } from "../connections/writes.ts";
import { formatBytes } from "../response/format.ts";
import { MethodName } from "./address.tsx";
import { visibleLines, visibleText, visibleValue } from "../../ui/visible-text.tsx";

export interface ConfirmWriteProps {
  readonly connection: Connection;
  readonly place: Place;
  readonly onClose: () => void;
}

/** Shows a write exactly as it will be sent, byte for byte; it can be sent only from here. */
export function ConfirmWrite({ connection, place, onClose }: ConfirmWriteProps) {
  const { draft } = place;
  const [typed, setTyped] = useState("");
  const locked = !useIsUnlocked(connection);
  const base = baseUrlOf(connection);
  const target = requestTarget({
    basePath: base?.basePath ?? "",
    apiVersion: connection.apiVersion,
    designator: draft.designator,
    suffix: draft.suffix,
  });
  const wipes = draft.method === "DELETE" && matchDesignator(draft.designator)?.resource.kind !== "record";
  const carriesBody = draft.method === "POST" || draft.method === "PUT";
  const notNow = locked
    ? "Writes are locked again."
    : !target.ok
      ? target.reason
      : wipes && typed !== draft.designator
        ? "Type the designator first."
        : undefined;

  function confirm(): void {
    if (notNow !== undefined) return;
    onClose();
    void send(place.key);
  }

  return (
    <ModalDialog
      title={draft.method === "DELETE" ? "Delete this?" : "Send this write?"}
      role="alertdialog"
      width={600}
      onClose={onClose}
      footer={
        <>
          <span className="sm ink-2 ell">To {visibleValue(connection.name)}</span>
          <span className="grow" />
          <Button onPress={onClose} autoFocus={!wipes}>
            Cancel
          </Button>
          <Button variant={draft.method === "DELETE" ? "danger" : "write"} notNow={notNow} onPress={confirm}>
            Send {draft.method}
          </Button>
        </>
      }
    >
      <div className="writeask">
        <p className="wirebytes">
          <MethodName method={draft.method} /> {base?.origin ?? ""}
          {target.ok ? target.value : visibleText(draft.designator)}
        </p>
        <div className="bytes wirebytes">
          {[
            ...(draft.accept === null ? [] : [["Accept", draft.accept] as const]),
            ...(draft.contentType === null ? [] : [["Content-type", draft.contentType] as const]),
            ...draft.headers,
          ].map(([name, value], index) => (
            // Two headers may be equal; they are identified by their order.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index}>
              <span className="c-accent">{visibleText(name)}:</span> {visibleValue(value)}
            </div>
          ))}
          {carriesBody && (
            <>
              <div>&nbsp;</div>
              <div>{draft.body === "" ? <span className="ink-3">empty body</span> : visibleLines(draft.body)}</div>
            </>
          )}
        </div>
        {carriesBody && (
          <p className="sm ink-3">
            {formatBytes(new TextEncoder().encode(draft.body).length)} of body. The write is never sent without a
            signature, and never twice.
          </p>
        )}
        {wipes && (
          <>
            <Notice kind="danger" title="This deletes everything in the collection.">
              Only records that the API protects stay.
            </Notice>
            <TextField label={`Type ${draft.designator} to go on`} mono autoFocus value={typed} onChange={setTyped} />
          </>
        )}
      </div>
    </ModalDialog>
  );
}
