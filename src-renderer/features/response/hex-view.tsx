import { useCallback, useEffect } from "react";
import type { DocumentSummary } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { useRowWindow } from "../../ui/use-row-window.ts";
import { bytesOfBase64, bytesPerRow, hexRow } from "./hex-lines.ts";
import { usePages } from "./use-pages.ts";

const rowsPerPage = 256;
const pageBytes = rowsPerPage * bytesPerRow;

/** The bytes of a body, sixteen a row. */
export function HexView({ document }: { document: DocumentSummary }) {
  const { documentId, byteLength } = document;
  const { pages, problem, need } = usePages(["bytes", documentId], (page, signal) =>
    call("getBytes", { documentId, offset: page * pageBytes, length: pageBytes }, signal).then(({ base64 }) =>
      bytesOfBase64(base64),
    ),
  );
  const { scroller, rows, first, last, top, height, onScroll } = useRowWindow({
    count: Math.ceil(byteLength / bytesPerRow),
    rowHeight: 20,
    covered: 0,
    padding: 12,
  });
  const bytesAt = useCallback(
    (row: number): Uint8Array | undefined => {
      const start = (row % rowsPerPage) * bytesPerRow;
      return pages.get(Math.floor(row / rowsPerPage))?.subarray(start, start + bytesPerRow);
    },
    [pages],
  );
  useEffect(() => {
    if (last >= first) need(Math.floor(first / rowsPerPage), Math.floor(last / rowsPerPage));
  }, [first, last, need]);

  const shown = [];
  for (let index = first; index <= last; index++) {
    const bytes = bytesAt(index);
    const row = bytes && hexRow(bytes, index * bytesPerRow);
    shown.push(
      <div key={index} className="hexrow" style={{ top: top(index) }}>
        <span className="ln">{row?.offset}</span>
        <span className="hx">{row?.hex}</span>
        <span>{row?.text}</span>
      </div>,
    );
  }
  return (
    <>
      {problem !== null && <p className="readproblem">{problem}</p>}
      <div
        ref={scroller}
        className="codeview code hex"
        role="region"
        aria-label="Bytes"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
        tabIndex={0}
        onScroll={onScroll}
      >
        <div className="codebody" style={{ height }}>
          <div className="codelines" ref={rows}>
            {shown}
          </div>
        </div>
      </div>
    </>
  );
}
