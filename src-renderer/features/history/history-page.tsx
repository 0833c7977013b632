import { History } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { useConnections } from "../../query.ts";
import { useNow } from "../../state/clock.ts";
import { useHistoryList } from "../../state/history-list.ts";
import { useShell } from "../../state/shell.ts";
import type { HistoryEntry } from "../../state/transitions.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { JournalList } from "../edit/journal-list.tsx";
import { MethodName } from "../request/address.tsx";
import { meaningOfStatus } from "../response/exchange-standing.ts";
import { statusWord } from "../response/exchange-words.ts";
import { formatAge, formatBytes, formatDuration } from "../response/format.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";

/** The exchanges of this session, newest first. A click shows a kept response; other exchanges can be sent again. */
export function HistoryPage({ connection: current }: { connection: Connection | undefined }) {
  const { list, show: showList } = useHistoryList();
  const history = useWorkspace((state) => state.history);
  const connections = useConnections() ?? [];
  const now = useNow(30_000);

  function show(entry: HistoryEntry): void {
    useWorkspace.getState().showKept(entry.exchange.exchangeId);
    useShell.getState().showWelcome(false);
  }

  function showHandshake(entry: HistoryEntry): void {
    useWorkspace.getState().showHandshake(entry.exchange.exchangeId);
    useShell.getState().showWelcome(false);
  }

  return (
    <section className="work" aria-label="History">
      <div className="pagehead">
        <h1 tabIndex={-1}>History</h1>
        <Segmented label="What to list" options={lists} selected={list} onSelect={showList} />
        <span className="ink-3">
          {list === "requests" ? "this session, newest first" : visibleValue(current?.name ?? "")}
        </span>
      </div>
      {list === "writes" ? (
        current && <JournalList connection={current} />
      ) : history.length === 0 ? (
        <EmptyPane icon={History} title="No requests yet">
          <p>Every request that you send from Explore in this session is listed here with its response.</p>
        </EmptyPane>
      ) : (
        <ul className="historylist">
          {history.map((entry) => (
            <li key={entry.exchange.exchangeId} className="historyitem">
              <Row
                entry={entry}
                connection={connections.find((each) => each.connectionId === entry.exchange.request.connectionId)}
                now={now}
                // The body of a write is not kept, so its handshake is shown.
                onShow={() => (entry.exchange.request.method === "GET" ? show(entry) : showHandshake(entry))}
              />
              <Button
                size="small"
                variant="quiet"
                aria-label={spelledOut(
                  `Handshake of ${entry.exchange.request.method} ${entry.exchange.request.designator}`,
                )}
                onPress={() => showHandshake(entry)}
              >
                Handshake
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const lists = [
  { id: "requests", text: "Requests" },
  { id: "writes", text: "Writes" },
] as const;

interface RowProps {
  readonly entry: HistoryEntry;
  readonly connection: Connection | undefined;
  readonly now: number;
  readonly onShow: () => void;
}

function Row({ entry: { exchange, bodyKept }, connection, now, onShow }: RowProps) {
  const { request, status, failure } = exchange;
  const good = status !== null && status < 400 && failure === null;
  const kept = bodyKept || exchange.document === null;
  return (
    <AriaButton className="historyrow" onPress={onShow}>
      <span className={good ? "lamp" : "lamp bad"} />
      <MethodName method={request.method} />
      <b className="tnum">{statusWord(exchange)}</b>
      <span className="row">
        <span className="mono ell">
          {visibleText(request.designator)}
          {request.suffix === "" ? "" : `.${request.suffix}`}
        </span>
        <span className="sm ink-3 ell">
          {failure === null ? meaningOfStatus(exchange, connection, now) : visibleText(failure.message)}
        </span>
      </span>
      <span className="sm ink-2 ell hide-n">{visibleValue(connection?.name ?? "")}</span>
      <span className="mono ink-2 r">{formatDuration(exchange.totalMs)}</span>
      <span className="mono ink-2 r hide-n">{exchange.document ? formatBytes(exchange.document.byteLength) : ""}</span>
      <span className="sm ink-3 r">{kept ? formatAge(now - exchange.startedAt) : "answer not kept"}</span>
    </AriaButton>
  );
}
