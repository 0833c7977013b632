import { RefreshCw } from "lucide-react";
import type { Exchange } from "#shared/http/exchange.ts";
import { explainStatus } from "#shared/rezora/status.ts";
import { arrivingDocument } from "../../state/arriving.ts";
import { keysOf } from "../../commands.ts";
import { useMeter } from "../../query.ts";
import { useNow } from "../../state/clock.ts";
import { callsWithLogin } from "../../state/call-cost.ts";
import { useCommand } from "../../state/command-bus.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { Arriving } from "./arriving.tsx";
import { agedWord, cameOf, nothingShownWords } from "./exchange-words.ts";
import { formatAge, formatAmount, formatBytes, formatCount, formatDuration } from "./format.ts";
import { MeterReading } from "./meter-reading.tsx";
import type { ResponsePaneProps } from "./response-pane.tsx";
import { exchangeOfView, viewOfPlace } from "./shown-exchange.ts";
import { useViewOf } from "./view-state.ts";

/** What the last exchange came to, how old it is, and how many calls this connection made. */
export function StatusBar({ connection, place, onSend, onCancel }: ResponsePaneProps) {
  const arriving = arrivingDocument(place);
  const exchange = exchangeOfView(place, viewOfPlace(place));
  const meter = useMeter(connection.connectionId);
  const documentId = exchange?.document?.documentId ?? "";
  const matched = useViewOf(place.key, documentId, "matched");
  const canRefresh = exchange?.request.method === "GET" && place.running === null;
  const notNow = canRefresh ? undefined : "There is nothing to fetch again.";
  useCommand("request.refresh", onSend, notNow, callsWithLogin(1));
  return (
    <footer className="statusbar">
      {place.running && arriving ? (
        <Arriving running={place.running} document={arriving} onCancel={onCancel} />
      ) : place.running ? (
        <Running designator={place.running.request.designator} />
      ) : exchange ? (
        <Outcome exchange={exchange} matched={matched} />
      ) : (
        <span className="row outcome">
          <span className="lamp idle" />
          <b>{nothingShownWords(place)}</b>
        </span>
      )}
      <span className="grow" />
      {exchange && <Age exchange={exchange} />}
      {canRefresh && (
        <Tooltip text="Fetches the resource again." keys={keysOf("request.refresh")}>
          <LinkButton extraClass="row refresh" onPress={onSend}>
            <Icon of={RefreshCw} size="s" />
            Refresh
          </LinkButton>
        </Tooltip>
      )}
      {meter && (
        <>
          {exchange && <span className="sep" />}
          <MeterReading meter={meter} />
        </>
      )}
    </footer>
  );
}

function Running({ designator }: { designator: string }) {
  return (
    <span className="row outcome" role="status">
      <span className="lamp idle" />
      <b>Waiting</b>
      <span className="hide-n">for the answer to {designator}</span>
    </span>
  );
}

function Outcome({ exchange, matched }: { exchange: Exchange; matched: number | null }) {
  const { status, reason, failure, document, totalMs, legs } = exchange;
  const good = failure === null && status !== null && status < 400 && document?.complete !== false;
  const said = status === null ? (failure?.code === "cancelled" ? "Cancelled" : "No answer") : `${status} ${reason}`;
  const meaning = meaningOf(exchange);
  const wire = formatAmount(legs.length, "wire request");
  return (
    <>
      <span className="row outcome" role="status" title={`${meaning} ${wire}.`}>
        <span className={good ? "lamp" : "lamp bad"} />
        <b>{said.trim()}</b>
      </span>
      <span className="hide-n ell meaning">{meaning}</span>
      <span className="sep" />
      {document?.table && (
        <span className="tnum" aria-live="polite">
          {recordsText(document.table.recordCount, matched)}
        </span>
      )}
      {document?.table && <span className="sep" />}
      <span className="num">{formatDuration(totalMs)}</span>
      {document && <span className="num">{formatBytes(document.byteLength)}</span>}
      <span className="sep hide-n" />
      <span className="hide-n">{wire}</span>
    </>
  );
}

/** `248 records`, `12 of 248 records` while the table shows only some. */
function recordsText(count: number, matched: number | null): string {
  const all = formatAmount(count, "record");
  return matched === null || matched === count ? all : `${formatCount(matched)} of ${all}`;
}

function meaningOf({ status, failure, document }: Exchange): string {
  if (failure !== null) return status === null && failure.code === "cancelled" ? failure.advice : failure.message;
  if (document?.complete === false) return "The answer is incomplete.";
  return status === null ? "" : explainStatus(status).meaning;
}

function Age({ exchange }: { exchange: Exchange }) {
  const now = useNow(10_000);
  const age = formatAge(now - exchange.startedAt - exchange.totalMs);
  return (
    <span title={new Date(exchange.startedAt + exchange.totalMs).toLocaleString("en-GB")}>
      {agedWord(cameOf(exchange))} {age}
    </span>
  );
}
