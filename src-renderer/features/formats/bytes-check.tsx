import { ShieldCheck } from "lucide-react";
import type { DocumentSummary } from "#shared/documents.ts";
import type { Place } from "../../state/place.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { CheckActions } from "../response/check-actions.tsx";
import { runningText } from "../response/check-words.ts";
import { isTabular } from "../response/shown-exchange.ts";
import { useCheck } from "../response/use-check.ts";
import { useViewOf, useViewState } from "../response/view-state.ts";

/** Whether the views agree with the bytes: offers the check, and shows its result. */
export function BytesCheck({ place }: { place: Place }) {
  const document = place.exchange?.document ?? null;
  const isThere = document !== null && document.byteLength > 0;
  return (
    <section className="card offer" aria-label="Compare with the bytes">
      <header>
        <Icon of={ShieldCheck} size="s" />
        Do the views show what the bytes say?
      </header>
      {isThere ? <Check place={place} document={document} /> : <NothingToCompare />}
    </section>
  );
}

const what = "Compares every value that a view shows with the bytes that came, and names the first one that differs.";

function NothingToCompare() {
  return (
    <>
      <p className="said">{what}</p>
      <div className="acts">
        <Button notNow="Nothing was fetched.">Compare with the bytes</Button>
        <span className="ink-2 sm">Nothing was fetched.</span>
      </div>
    </>
  );
}

function Check({ place, document }: { place: Place; document: DocumentSummary }) {
  const { documentId } = document;
  const change = useViewState((state) => state.change);
  const checked = useViewOf(place.key, documentId, "checked");
  const set = (next: boolean): void => change(place.key, documentId, { checked: next });
  return (
    <>
      <div className="said">
        <p>{what}</p>
        {checked && <Found documentId={documentId} isTable={isTabular(document)} />}
      </div>
      <div className="acts">
        {checked ? (
          <Button onPress={() => set(false)}>Stop comparing with the bytes</Button>
        ) : (
          <Button onPress={() => set(true)}>Compare with the bytes</Button>
        )}
        <span className="ink-2 sm">
          {checked ? "Each view says above its content what came of it." : "Costs no call."}
        </span>
      </div>
    </>
  );
}

function Found({ documentId, isTable }: { documentId: string; isTable: boolean }) {
  const running = useCheck(documentId, isTable ? "table" : "raw");
  return (
    <div className="row bytesfound">
      <b className="grow" role="status">
        {runningText(running)}
      </b>
      <CheckActions running={running} onShowByte={null} />
    </div>
  );
}
