import { memo, useDeferredValue, useMemo, useRef, useState } from "react";
import type { Connection } from "#shared/connection.ts";
import { isEveryRecord } from "#shared/every-record.ts";
import { apiRootOf } from "#shared/rezora/reached-resource.ts";
import type { Settings } from "#shared/settings.ts";
import { updateSettings } from "../../query.ts";
import { withoutArriving } from "../../state/arriving.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useNarrow } from "../../state/media.ts";
import type { Place } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { cancel, send, visit } from "../../state/sending.ts";
import { useCurrentPlace, useWorkspace } from "../../state/workspace.ts";
import { ResizeHandle } from "../../ui/resize-handle.tsx";
import { DeletePane } from "../edit/delete-pane.tsx";
import { EditPane } from "../edit/edit-pane.tsx";
import { EditStatus } from "../edit/edit-status.tsx";
import { editTargetOf } from "../edit/edit-target.ts";
import { PendingBar } from "../edit/pending-bar.tsx";
import { ReviewSheet } from "../edit/review-sheet.tsx";
import { startReview } from "../edit/start-review.ts";
import { TypedAddress } from "../edit/typed-address.tsx";
import { Inspector } from "../record/inspector.tsx";
import { RequestLine, sendOrAsk } from "../request/request-line.tsx";
import { RememberRecords } from "../resources/recent-records.ts";
import { ResponsePane, type ResponsePaneProps } from "../response/response-pane.tsx";
import { StatusBar } from "../response/status-bar.tsx";
import { useViewState, viewOf } from "../response/view-state.ts";
import { useDataEdges } from "./use-data-edges.ts";

const Answer = memo(ResponsePane);
const Record = memo(Inspector);
const Status = memo(StatusBar);

export interface ExploreProps {
  readonly connection: Connection;
  readonly settings: Settings;
}

/** The current location: its request, its response, the record beside it. */
export function Explore(props: ExploreProps) {
  const place = useCurrentPlace();
  return (
    place && (
      <>
        <RememberRecords place={place} />
        <Resource {...props} place={place} />
      </>
    )
  );
}

function Resource({ connection, place, settings }: ExploreProps & { readonly place: Place }) {
  const narrow = useNarrow();
  const [dragged, setDragged] = useState<number | null>(null);
  const { inspectorOpen } = settings;
  useCommand("inspector.toggle", () => report(updateSettings({ inspectorOpen: !inspectorOpen })));

  const width = dragged ?? settings.inspectorWidth;
  // The inspector that covers the data has room only for a record, not for the hint to choose one.
  const looksAtRecord = useWorkspace(({ records }) => records.has(place.key));
  const inspectorShown = inspectorOpen && place.panel === null && (!narrow || looksAtRecord);
  const row = useRef<HTMLDivElement>(null);
  useDataEdges(row, inspectorShown && narrow);
  // Request line and tree update immediately; a table of many cells may be rendered in a transition after them.
  const shown = useDeferredValue(usePlainlyArriving(place));
  const pane = useMemo(
    (): ResponsePaneProps => ({
      connection,
      place: shown,
      onOpen: (designator) => visit(connection.connectionId, designator),
      onFetchAs: (suffix) => void send(shown.key, suffix),
      onSend: () => sendOrAsk(shown),
      onCancel: () => cancel(shown.key),
    }),
    [connection, shown],
  );

  const target = editTargetOf(
    connection.connectionId,
    place.draft.method,
    place.draft.designator,
    apiRootOf(connection),
  );
  // The handshake of a write is shown in place of its form.
  const showsPanel = place.panel !== null && (place.exchange ?? place.panelsOf) !== null;
  if (target !== null && !showsPanel) {
    return (
      <>
        <RequestLine connection={connection} place={place} target={target} />
        <TypedAddress method={place.draft.method} typed={place.draft.designator} target={target} />
        <div className="bodyrow editrow">
          {target.kind === "create" || target.kind === "update" ? (
            <EditPane key={target.draftId} connection={connection} target={target} />
          ) : (
            <DeletePane target={target} onReview={() => report(startReview(target, ""))} />
          )}
          <ReviewSheet connection={connection} />
        </div>
        <EditStatus target={target} connectionId={connection.connectionId} />
      </>
    );
  }
  return (
    <>
      <RequestLine connection={connection} place={place} target={target} />
      <div className="bodyrow" ref={row} style={{ "--w-inspector": `${width}px` }}>
        <section className="work" aria-label="Answer">
          <Answer {...pane} />
          <PendingBar connection={connection} place={shown} />
        </section>
        {inspectorShown && <Record {...pane} />}
        {inspectorShown && !narrow && (
          <span className="edge">
            <ResizeHandle
              label="Width of the inspector"
              edge="left"
              width={width}
              least={280}
              most={520}
              onResize={setDragged}
              onDone={(inspectorWidth) => {
                setDragged(null);
                report(updateSettings({ inspectorWidth }));
              }}
            />
          </span>
        )}
        <ReviewSheet connection={connection} />
      </div>
      <Status {...pane} />
    </>
  );
}

/** Arriving records are in the order of the body; with another stored order or selection they would jump. */
function usePlainlyArriving(place: Place): Place {
  const plain = useViewState(({ views }) => isEveryRecord(viewOf(views, place.key, "").query));
  return useMemo(() => (plain ? place : withoutArriving(place)), [plain, place]);
}
