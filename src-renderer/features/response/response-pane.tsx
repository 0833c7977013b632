import { FileText } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { Connection } from "#shared/connection.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import type { Place, View } from "../../state/place.ts";
import { useShell } from "../../state/shell.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import type { GridHandle } from "../../ui/data-grid/data-grid.tsx";
import { report } from "../../state/report.ts";
import { detectLevel } from "../connections/connection-actions.ts";
import { levelOf } from "../connections/connection-words.ts";
import { noDataSentence, noticesOf, type NoticeAction } from "./answer-notices.ts";
import { CodePane } from "./code-pane.tsx";
import { DocsView } from "./docs-view.tsx";
import { EmptyState } from "./empty-state.tsx";
import { FailureState } from "./failure-state.tsx";
import { HandshakeView } from "./handshake-view.tsx";
import { HeadersView } from "./headers-view.tsx";
import { HexView } from "./hex-view.tsx";
import { NoticeStrips } from "./notice-strips.tsx";
import { exchangeOfView, formatName, isTabular, viewOfPlace } from "./shown-exchange.ts";
import { TableView } from "./table-view.tsx";
import { useColumns, useResource, type Columns } from "./use-columns.ts";
import { useServerWords } from "./use-server-words.ts";
import { ViewBar } from "./view-bar.tsx";
import { BytesTools, CodeTools, HandshakeTools, TableTools } from "./view-tools.tsx";
import { ProgressCard, Skeleton } from "./waiting.tsx";

export interface ResponsePaneProps {
  readonly connection: Connection;
  readonly place: Place;
  readonly onOpen: (designator: string) => void;
  /** Fetches the same resource in another format, to be kept beside the answer. */
  readonly onFetchAs: (suffix: "json" | "xml" | "csv") => void;
  readonly onSend: () => void;
  readonly onCancel: () => void;
}

const noColumns: readonly string[] = [];

/** The answer of a place: views of its body, and the other documents of the exchange. */
export function ResponsePane(props: ResponsePaneProps) {
  const { connection, place, onCancel } = props;
  const panelId = useId();
  const grid = useRef<GridHandle>(null);
  const view = viewOfPlace(place);
  const exchange = exchangeOfView(place, view);
  const document = exchange?.document ?? null;
  const columns = useColumns(place.draft.designator, place.exchange?.document?.table?.columns ?? noColumns);
  const { resource } = useResource(place.draft.designator);
  const running = place.running !== null;

  useEffect(() => {
    if (!running) return undefined;
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && useShell.getState().dialog === null) onCancel();
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, [running, onCancel]);

  return (
    <>
      <ViewBar place={place} view={view} binary={document?.format === "binary"} panelId={panelId}>
        {place.paper === "handshake" && exchange && (
          <HandshakeTools exchange={exchange} connectionName={connection.name} />
        )}
        {place.paper === null && document && (
          <Tools place={place} document={document} view={view} columns={columns} grid={grid} />
        )}
      </ViewBar>
      <div className="respbody" role="tabpanel" id={panelId} aria-label={place.paper ?? view}>
        {place.paper === "docs" ? (
          <DocsView resource={resource} designator={place.draft.designator} />
        ) : exchange === null ? (
          running ? (
            <Skeleton />
          ) : (
            <NothingYet place={place} />
          )
        ) : place.paper === "handshake" ? (
          <HandshakeView exchange={exchange} />
        ) : place.paper === "headers" ? (
          <HeadersView exchange={exchange} />
        ) : (
          <Answer {...props} exchange={exchange} view={view} columns={columns} grid={grid} />
        )}
        {place.running && <ProgressCard key={place.running.exchangeId} running={place.running} onCancel={onCancel} />}
      </div>
    </>
  );
}

interface ToolsProps {
  readonly place: Place;
  readonly document: DocumentSummary;
  readonly view: View;
  readonly columns: Columns;
  readonly grid: { current: GridHandle | null };
}

function Tools({ place, document, view, columns, grid }: ToolsProps) {
  if (document.format === "empty") return null;
  const of = { placeKey: place.key, designator: place.draft.designator, document };
  if (view === "hex") return <BytesTools designator={of.designator} document={document} />;
  if (view !== "table") return <CodeTools {...of} as={view} />;
  return isTabular(document) ? <TableTools {...of} document={document} columns={columns} grid={grid} /> : null;
}

/** Before anything was fetched. Sending is the request line's business, so there is no second Send here. */
function NothingYet({ place }: { place: Place }) {
  if (place.problem !== null) return <div className="respbody" />;
  return (
    <EmptyState icon={FileText} title="Nothing fetched yet">
      Send fetches {place.draft.designator}; nothing is sent by itself.
    </EmptyState>
  );
}

type AnswerProps = ResponsePaneProps & Omit<ToolsProps, "document"> & { readonly exchange: Exchange };

function Answer(props: AnswerProps) {
  const { connection, place, exchange, view, onOpen, onSend } = props;
  const change = useWorkspace((state) => state.change);
  const { resource } = useResource(place.draft.designator);
  const serverWords = useServerWords(exchange);
  const { failure, document, legs, status } = exchange;
  const openHandshake = (): void => change(place.key, { paper: "handshake" });
  const act = (action: NoticeAction): void => {
    switch (action) {
      case "edit-connection":
        return useShell
          .getState()
          .openDialog({ kind: "connection", connectionId: connection.connectionId, focus: "password" });
      case "detect-level":
        return report(detectLevel(connection.connectionId));
      case "handshake":
        return openHandshake();
      case "headers":
        return change(place.key, { paper: "headers" });
      case "raw":
        return change(place.key, { view: "raw" });
      case "send":
        return onSend();
      case "follow":
        if (exchange.redirect?.requestTarget) onOpen(exchange.redirect.requestTarget);
    }
  };
  const nothingCame = document === null || document.byteLength === 0;
  if (failure !== null && nothingCame) {
    return (
      <FailureState
        failure={failure}
        method={exchange.request.method}
        onRetry={onSend}
        onHandshake={legs.length > 0 ? openHandshake : null}
      />
    );
  }
  return (
    <>
      <NoticeStrips notices={noticesOf(exchange, resource, levelOf(connection), serverWords)} onAction={act} />
      {nothingCame ? (
        <EmptyState
          title={status !== null && status >= 300 ? "No body" : "No data for this resource"}
          action={
            <Button size="small" onPress={() => change(place.key, { paper: "headers" })}>
              Headers
            </Button>
          }
        >
          {status !== null && status >= 300
            ? "The answer is its status and its headers."
            : noDataSentence(exchange, resource)}
        </EmptyState>
      ) : (
        <Body {...props} document={document} view={view} />
      )}
    </>
  );
}

function Body(props: AnswerProps & { readonly document: DocumentSummary }) {
  const { place, exchange, view, document, columns, grid, onOpen, onFetchAs } = props;
  if (view === "hex") return <HexView key={document.documentId} document={document} />;
  if (view === "table") {
    if (isTabular(document)) {
      return (
        <TableView
          key={document.documentId}
          place={place}
          document={document}
          columns={columns}
          onOpen={onOpen}
          gridHandle={grid}
        />
      );
    }
    return <NoTable place={place} document={document} />;
  }
  return (
    <CodePane
      key={`${document.documentId} ${view}`}
      place={place}
      document={document}
      as={view}
      onFetchAs={exchange.request.method === "GET" ? onFetchAs : null}
    />
  );
}

function NoTable({ place, document }: { place: Place; document: DocumentSummary }) {
  const change = useWorkspace((state) => state.change);
  const other: View = document.format === "json" || document.format === "xml" ? document.format : "raw";
  return (
    <EmptyState
      icon={FileText}
      title="Not a list of records"
      action={
        <Button size="small" onPress={() => change(place.key, { view: other })}>
          {other === "raw" ? "Raw" : other.toUpperCase()}
        </Button>
      }
    >
      The answer is {formatName(document.format)}, so there is no table of it.
    </EmptyState>
  );
}
