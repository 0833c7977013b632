import { Clock, FileText } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { Connection } from "#shared/connection.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { arrivingDocument, shownDocument } from "../../state/arriving.ts";
import { useNarrow } from "../../state/media.ts";
import type { Place, View } from "../../state/place.ts";
import { useSettings } from "../../query.ts";
import { useShell } from "../../state/shell.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import type { GridHandle } from "../../ui/data-grid/data-grid.tsx";
import { FormatsView } from "../formats/formats-view.tsx";
import { askWhy } from "../doctor/login-runs.ts";
import { MembersButton } from "../members/members-button.tsx";
import { noDataSentence } from "./answer-notices.ts";
import { AnswerStrips } from "./answer-strips.tsx";
import { CodePane } from "./code-pane.tsx";
import { DocsView } from "./docs-view.tsx";
import { EmptyState } from "./empty-state.tsx";
import { sendWords } from "./exchange-words.ts";
import { FailureState } from "./failure-state.tsx";
import { HandshakeView } from "./handshake-view.tsx";
import { HeadersView } from "./headers-view.tsx";
import { HexView } from "./hex-view.tsx";
import { readingKey } from "./reread-csv.ts";
import { exchangeOfView, formatName, isTabular, untilWhole, viewOfPlace } from "./shown-exchange.ts";
import { adviceForNoData } from "./status-advice.ts";
import { TableView } from "./table-view.tsx";
import { useColumns, useResource, type Columns } from "./use-columns.ts";
import { useSpokenResponse } from "./use-spoken-changes.ts";
import { useViewOf } from "./view-state.ts";
import { ViewBar } from "./view-bar.tsx";
import { BytesTools, CodeTools, HandshakeTools, TableTools } from "./view-tools.tsx";
import { ProgressCard, Skeleton } from "./waiting.tsx";

export interface ResponsePaneProps {
  readonly connection: Connection;
  readonly place: Place;
  readonly onOpen: (designator: string) => void;
  /** Fetches the same resource in another format, to be kept beside the response. */
  readonly onFetchAs: (suffix: "json" | "xml" | "csv") => void;
  readonly onSend: () => void;
  readonly onCancel: () => void;
}

/** The response of a location: views of its body, and the panels of the exchange. */
export function ResponsePane(props: ResponsePaneProps) {
  const { connection, place, onCancel } = props;
  const panelId = useId();
  const grid = useRef<GridHandle>(null);
  const view = viewOfPlace(place);
  const exchange = exchangeOfView(place, view);
  const panelsOf = place.refused?.exchange ?? exchange ?? place.panelsOf;
  const arriving = arrivingDocument(place);
  const document = arriving ?? exchange?.document ?? null;
  const waits = arriving === null ? undefined : untilWhole;
  const columns = useColumns(place.draft.designator, shownDocument(place), arriving !== null);
  const { resource } = useResource(place.draft.designator);
  const running = place.running !== null;
  useSpokenResponse(place, view);
  // The record covers the data then, and Esc closes what is on top.
  const inspectorOpen = useSettings()?.inspectorOpen ?? false;
  const looksAtRecord = useWorkspace(({ records }) => records.has(place.key));
  const covered = useNarrow() && inspectorOpen && looksAtRecord;

  useEffect(() => {
    if (!running || covered) return undefined;
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && useShell.getState().dialog === null) onCancel();
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, [running, covered, onCancel]);

  return (
    <>
      <ViewBar place={place} view={view} binary={view === "hex" || document?.format === "binary"} panelId={panelId}>
        {place.panel === "handshake" && panelsOf && (
          <HandshakeTools exchange={panelsOf} connectionName={connection.name} />
        )}
        {place.panel === null && exchange !== null && exchange.request.method === "GET" && (
          <MembersButton
            connectionId={connection.connectionId}
            designator={exchange.request.designator}
            notNow={isListed(exchange) ? waits : "The members are not known: no list came."}
          />
        )}
        {place.panel === null && document && (
          <Tools place={place} document={document} view={view} waits={waits} columns={columns} grid={grid} />
        )}
      </ViewBar>
      <div className="respbody" role="tabpanel" id={panelId} aria-label={place.panel ?? view}>
        {place.panel === "docs" ? (
          <DocsView resource={resource} designator={place.draft.designator} />
        ) : place.panel === "formats" ? (
          <FormatsView place={place} resource={resource} />
        ) : place.panel === "handshake" && panelsOf !== null ? (
          <HandshakeView key={panelsOf.exchangeId} exchange={panelsOf} />
        ) : place.panel === "headers" && panelsOf !== null ? (
          <HeadersView exchange={panelsOf} />
        ) : exchange === null && (arriving === null || place.panel !== null) ? (
          running ? (
            <Skeleton />
          ) : (
            <NothingYet place={place} />
          )
        ) : (
          <Answer
            {...props}
            exchange={exchange}
            document={document}
            view={view}
            waits={waits}
            columns={columns}
            grid={grid}
          />
        )}
        {place.running && arriving === null && (
          <ProgressCard key={place.running.exchangeId} running={place.running} onCancel={onCancel} />
        )}
      </div>
    </>
  );
}

/** The response is a list of members, even an empty one. */
function isListed({ status, document }: Exchange): boolean {
  return status === 204 || (status === 200 && document !== null && document.complete && document.table !== null);
}

interface ToolsProps {
  readonly place: Place;
  readonly document: DocumentSummary;
  readonly view: View;
  /** Why actions that need the whole body are disabled: it is still arriving. */
  readonly waits: string | undefined;
  readonly columns: Columns;
  readonly grid: { current: GridHandle | null };
}

function Tools({ place, document, view, waits, columns, grid }: ToolsProps) {
  if (document.format === "empty" || (waits !== undefined && !comesWithTheBytes(view, document))) return null;
  const of = { placeKey: place.key, designator: place.draft.designator, document, waits };
  if (view === "hex") return <BytesTools designator={of.designator} document={document} />;
  if (view !== "table") return <CodeTools {...of} as={view} />;
  return isTabular(document) ? <TableTools {...of} document={document} columns={columns} grid={grid} /> : null;
}

/** The state before anything was fetched. Send is in the request line and is not repeated here. */
function NothingYet({ place }: { place: Place }) {
  if (place.problem !== null) return <div className="respbody" />;
  return (
    <EmptyState icon={FileText} title={place.panelsOf === null ? "Nothing fetched yet" : "This answer is not kept"}>
      {place.panelsOf !== null && "Headers and Handshake still show how it went. "}
      {sendWords(place.draft.method, place.draft.designator)}
    </EmptyState>
  );
}

interface AnswerProps extends ResponsePaneProps, Omit<ToolsProps, "document"> {
  /** null while the body is arriving: it is already shown, but the exchange has not ended. */
  readonly exchange: Exchange | null;
  readonly document: DocumentSummary | null;
}

/**
 * The same elements are used while a body arrives and when it is complete, so the last byte does not remount anything.
 */
function Answer(props: AnswerProps) {
  const { connection, place, exchange, document, onOpen, onSend } = props;
  const change = useWorkspace((state) => state.change);
  const hasBody = document !== null && document.byteLength > 0;
  if (exchange !== null && exchange.failure !== null && !hasBody) {
    return (
      <FailureState
        failure={exchange.failure}
        method={exchange.request.method}
        onRetry={onSend}
        onWhy={() => askWhy(connection, exchange.request.designator)}
        onHandshake={exchange.legs.length > 0 ? () => change(place.key, { panel: "handshake" }) : null}
      />
    );
  }
  return (
    <>
      {exchange && (
        <AnswerStrips connection={connection} place={place} exchange={exchange} onOpen={onOpen} onSend={onSend} />
      )}
      {hasBody ? <Body {...props} document={document} /> : exchange && <NoBody place={place} exchange={exchange} />}
    </>
  );
}

function NoBody({ place, exchange }: { place: Place; exchange: Exchange }) {
  const change = useWorkspace((state) => state.change);
  const { resource } = useResource(place.draft.designator);
  const refused = exchange.status !== null && exchange.status >= 300;
  return (
    <EmptyState
      title={refused ? "No body" : "No data for this resource"}
      action={
        <Button size="small" onPress={() => change(place.key, { panel: "headers" })}>
          Headers
        </Button>
      }
    >
      {refused ? "The answer is its status and its headers." : noDataSentence(exchange, resource)}
      {exchange.status === 204 && ` ${adviceForNoData(resource)}`}
    </EmptyState>
  );
}

function Body(props: AnswerProps & { readonly document: DocumentSummary }) {
  const { place, exchange, view, document, waits, columns, grid, onOpen, onFetchAs } = props;
  if (waits !== undefined && !comesWithTheBytes(view, document)) {
    return (
      <EmptyState icon={Clock} title="Converted when the whole answer is here">
        {formatName(document.format)} and Raw show what has arrived so far.
      </EmptyState>
    );
  }
  if (view === "hex") return <HexBody key={document.documentId} placeKey={place.key} document={document} />;
  if (view === "table") {
    if (isTabular(document)) {
      return (
        <TableView
          key={readingKey(document)}
          place={place}
          document={document}
          columns={columns}
          waits={waits}
          onOpen={onOpen}
          gridHandle={grid}
        />
      );
    }
    return <NoTable place={place} document={document} />;
  }
  return (
    <CodePane
      key={`${readingKey(document)} ${view}`}
      place={place}
      document={document}
      as={view}
      waits={waits}
      onFetchAs={exchange?.request.method === "GET" ? onFetchAs : null}
    />
  );
}

/** Views that need only the part of a body that they show. */
function comesWithTheBytes(view: View, { format }: DocumentSummary): boolean {
  return view === "table" || view === "raw" || view === format;
}

function HexBody({ placeKey, document }: { placeKey: string; document: DocumentSummary }) {
  const byte = useViewOf(placeKey, document.documentId, "byte");
  return <HexView document={document} byte={byte} />;
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
