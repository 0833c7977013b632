import { useCallback, useEffect, useRef, useState } from "react";
import type { DocumentSummary } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useRowWindow } from "../../ui/use-row-window.ts";
import { GoTo } from "./go-to.tsx";
import { HexBar, type HexFind } from "./hex-bar.tsx";
import { bytesOfBase64, bytesPerRow, hexRow, markedPart, offsetOfText, type ByteRange } from "./hex-lines.ts";
import { useFindBytes } from "./use-find-bytes.ts";
import { usePages } from "./use-pages.ts";

const rowsPerPage = 256;
const pageBytes = rowsPerPage * bytesPerRow;

export interface HexViewProps {
  readonly document: DocumentSummary;
  /** The byte to start at; null for the first. */
  readonly byte: { readonly offset: number } | null;
}

/** The bytes of a body, sixteen per row, with find and go to byte. */
export function HexView({ document, byte }: HexViewProps) {
  const { documentId, byteLength } = document;
  const { pages, problem, need } = usePages(["bytes", documentId], (page, signal) =>
    call("getBytes", { documentId, offset: page * pageBytes, length: pageBytes }, signal).then(({ base64 }) =>
      bytesOfBase64(base64),
    ),
  );
  const { scroller, rows, first, last, top, height, showRow, onScroll } = useRowWindow({
    count: Math.ceil(byteLength / bytesPerRow),
    rowHeight: 20,
    covered: 0,
    padding: 12,
  });
  const [find, setFind] = useState<HexFind | null>(null);
  const [goingTo, setGoingTo] = useState(false);
  const [target, setTarget] = useState<ByteRange | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const found = useFindBytes(documentId, find?.text ?? "", find?.asBytes ?? false, find?.index ?? 0);
  const { current } = found;
  const mark = current ?? target;

  const goTo = useCallback(
    (offset: number) => {
      const start = Math.min(offset, Math.max(0, byteLength - 1));
      setTarget({ start, length: 1 });
      showRow(Math.floor(start / bytesPerRow), "middle");
    },
    [byteLength, showRow],
  );
  // A position can only be scrolled to once the view has a height.
  const ready = last >= first;
  useEffect(() => {
    if (ready && byte !== null) goTo(byte.offset);
    // oxlint-disable-next-line react/exhaustive-deps -- resizing the window must not scroll back to the byte
  }, [byte, ready]);
  const matchStart = current?.start;
  useEffect(() => {
    if (matchStart !== undefined) showRow(Math.floor(matchStart / bytesPerRow), "middle");
    // oxlint-disable-next-line react/exhaustive-deps -- only another match moves the bytes
  }, [matchStart]);
  useEffect(() => {
    if (last >= first) need(Math.floor(first / rowsPerPage), Math.floor(last / rowsPerPage));
  }, [first, last, need]);

  const step = (by: 1 | -1): void => {
    const count = found.result?.count ?? 0;
    if (find !== null && count > 0) setFind({ ...find, index: (find.index + by + count) % count });
  };
  const close = (): void => {
    setFind(null);
    setGoingTo(false);
    scroller.current?.focus({ preventScroll: true });
  };
  useCommand("find.open", () => {
    setFind((known) => known ?? { text: "", asBytes: false, index: 0 });
    requestAnimationFrame(() => input.current?.select());
  });
  useCommand("find.next", () => step(1));
  useCommand("find.previous", () => step(-1));
  useCommand("line.open", () => setGoingTo(true));

  const bytesAt = (row: number): Uint8Array | undefined => {
    const start = (row % rowsPerPage) * bytesPerRow;
    return pages.get(Math.floor(row / rowsPerPage))?.subarray(start, start + bytesPerRow);
  };
  const shown = [];
  for (let index = first; index <= last; index++) {
    shown.push(
      <HexLine
        key={index}
        bytes={bytesAt(index)}
        offset={index * bytesPerRow}
        top={top(index)}
        mark={mark}
        isCurrent={current !== null}
      />,
    );
  }
  return (
    <>
      {problem !== null && <p className="readproblem">{problem}</p>}
      {find !== null && (
        <HexBar find={find} found={found} input={input} onChange={setFind} onStep={step} onClose={close} />
      )}
      {goingTo && <GoTo label="Go to byte" read={offsetOfText} onGo={goTo} onClose={close} />}
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

interface HexLineProps {
  readonly bytes: Uint8Array | undefined;
  readonly offset: number;
  readonly top: number;
  readonly mark: ByteRange | null;
  readonly isCurrent: boolean;
}

function HexLine({ bytes, offset, top, mark, isCurrent }: HexLineProps) {
  const row = bytes && hexRow(bytes, offset);
  const part = mark === null ? null : markedPart(offset, mark);
  return (
    <div className="hexrow" style={{ top }}>
      <span className="ln">{row?.offset}</span>
      <span className="hx">{row && <Marked text={row.hex} part={part?.hex} isCurrent={isCurrent} />}</span>
      <span>{row && <Marked text={row.text} part={part?.text} isCurrent={isCurrent} />}</span>
    </div>
  );
}

interface MarkedProps {
  readonly text: string;
  readonly part: readonly [number, number] | undefined;
  readonly isCurrent: boolean;
}

function Marked({ text, part, isCurrent }: MarkedProps) {
  if (part === undefined) return text;
  return (
    <>
      {text.slice(0, part[0])}
      <mark className={isCurrent ? "on" : undefined}>{text.slice(part[0], part[1])}</mark>
      {text.slice(part[1])}
    </>
  );
}
