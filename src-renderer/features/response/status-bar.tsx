import { RefreshCw } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { Exchange } from "#shared/http/exchange.ts";
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
import { meaningOfStatus } from "./exchange-standing.ts";
import { agedWord, cameOf, nothingShownWords } from "./exchange-words.ts";
import { formatAge, formatAmount, formatBytes, formatCount, formatDuration, timeOfDay } from "./format.ts";
import { MoreFigures } from "./more-figures.tsx";
import { MeterReading, spokenMeter } from "./meter-reading.tsx";
import type { ResponsePaneProps } from "./response-pane.tsx";
import { exchangeOfView, viewOfPlace } from "./shown-exchange.ts";
import { useViewOf } from "./view-state.ts";

/** The outcome of the last exchange, its age, and how many wire requests this connection made. */
export function StatusBar({ connection, place, onSend, onCancel }: ResponsePaneProps) {
  const arriving = arrivingDocument(place);
  const shown = exchangeOfView(place, viewOfPlace(place));
  // The records stay visible; the status shows how the last request for them ended.
  const kept = place.refused?.isShown === false ? shown : null;
  const exchange = place.refused?.exchange ?? shown;
  const meter = useMeter(connection.connectionId);
  const documentId = shown?.document?.documentId ?? "";
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
        <Outcome connection={connection} exchange={exchange} kept={kept} matched={matched} />
      ) : (
        <span className="row outcome">
          <span className="lamp idle" />
          <b>{nothingShownWords(place)}</b>
        </span>
      )}
      <span className="grow" />
      {exchange && <Age verb={kept === null ? agedWord(cameOf(exchange)) : "Tried"} exchange={exchange} />}
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
      {exchange && <MoreFigures exchange={exchange} spoken={meter && spokenMeter(meter)} />}
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

interface OutcomeProps {
  readonly connection: Connection;
  readonly exchange: Exchange;
  /** The earlier exchange whose records are shown where this one's login was refused. */
  readonly kept: Exchange | null;
  readonly matched: number | null;
}

function Outcome({ connection, exchange, kept, matched }: OutcomeProps) {
  const now = useNow(60_000);
  const { status, reason, failure, document, totalMs, legs } = exchange;
  const good = failure === null && status !== null && status < 400 && document?.complete !== false;
  const said = status === null ? (failure?.code === "cancelled" ? "Cancelled" : "No answer") : `${status} ${reason}`;
  const meaning = meaningOf(exchange, connection, now);
  const table = (kept ?? exchange).document?.table ?? null;
  const time = kept === null ? "" : ` of ${timeOfDay(kept.startedAt + kept.totalMs, now)}`;
  const wire = formatAmount(legs.length, "wire request");
  return (
    <>
      <span className="row outcome" title={`${meaning} ${wire}.`}>
        <span className={good ? "lamp" : "lamp bad"} />
        <b>{said.trim()}</b>
      </span>
      <span className="hide-n ell meaning">{meaning}</span>
      <span className="sep" />
      {table && (
        <span className="tnum">
          {recordsText(table.recordCount, matched)}
          {time}
        </span>
      )}
      {table && <span className="sep" />}
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

function meaningOf(exchange: Exchange, connection: Connection, now: number): string {
  const { status, failure, document } = exchange;
  if (failure !== null) return status === null && failure.code === "cancelled" ? failure.advice : failure.message;
  if (document?.complete === false) return "The answer is incomplete.";
  return meaningOfStatus(exchange, connection, now);
}

function Age({ verb, exchange }: { verb: string; exchange: Exchange }) {
  const now = useNow(10_000);
  const age = formatAge(now - exchange.startedAt - exchange.totalMs);
  return (
    <span title={new Date(exchange.startedAt + exchange.totalMs).toLocaleString("en-GB")}>{`${verb} ${age}`}</span>
  );
}
