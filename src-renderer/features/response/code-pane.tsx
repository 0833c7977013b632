import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { BytePlace, CodeFormat, CodeLine, FindResult, DocumentSummary, LinesRequest } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { useCommand } from "../../state/command-bus.ts";
import type { Place } from "../../state/place.ts";
import { useWorkspace } from "../../state/workspace.ts";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { CodeView, type CodeHandle } from "../../ui/code-view/code-view.tsx";
import { ConvertedStrip } from "./converted-strip.tsx";
import { CheckStrip } from "./check-strip.tsx";
import { copyCode } from "./copy-code.ts";
import { EmptyState } from "./empty-state.tsx";
import { FindBar } from "./find-bar.tsx";
import { FoldMenu } from "./fold-menu.tsx";
import { group, isFlat, isFolded, locateLine, toggleLine, toggleNode, unfold } from "./folding.ts";
import { formatAmount } from "./format.ts";
import { GoTo } from "./go-to.tsx";
import { formatName } from "./shown-exchange.ts";
import { isReaderLoss, ReaderState } from "./reader-state.tsx";
import { useFind } from "./use-find.ts";
import { showToast } from "../../state/toast.ts";
import { useFolding } from "./use-folding.ts";
import { lineAtOffset, numberAt, useLines, wholeSize } from "./use-lines.ts";
import { useShowByte } from "./use-show-byte.ts";
import { useView, useViewState, useWrap, type FindState } from "./view-state.ts";

export interface CodePaneProps {
  readonly place: Place;
  readonly document: DocumentSummary;
  readonly as: CodeFormat;
  /** Why actions that need the whole body are disabled: it is still arriving. */
  readonly waits: string | undefined;
  /** null when no other format can be fetched. */
  readonly onFetchAs: ((format: "json" | "xml" | "csv") => void) | null;
}

/** A body as JSON, XML, CSV or raw text, with find, folds and go to line. */
export function CodePane({ place, document, as, waits, onFetchAs }: CodePaneProps) {
  const { documentId } = document;
  const { find: remembered, checked, byte } = useView(place.key, documentId);
  const changeView = useViewState((state) => state.change);
  const lookAt = useWorkspace((state) => state.lookAt);
  const { folding, setFolding } = useFolding(place.key, documentId, as);
  const find = waits === undefined ? remembered : { ...remembered, open: false };
  const size = waits === undefined ? wholeSize : (document.table?.recordCount ?? 0);
  const { result, isSearching } = useFind(documentId, as, find);
  const match = result?.match ?? null;
  const lines = useLines(documentId, as, folding, size, partAround(match));
  const code = useRef<CodeHandle>(null);
  const findInput = useRef<HTMLInputElement>(null);
  const wrap = useWrap((state) => state.wrap);
  const lastFold = useRef<number | null>(null);
  const [menu, setMenu] = useState<{ readonly at: Anchor; readonly record: number } | null>(null);
  const recordCount = document.table?.recordCount ?? 0;
  const openMenu = (record: number, at: Anchor): void => setMenu({ at, record });
  const [goingToLine, setGoingToLine] = useState(false);
  const showByte = useShowByte(place, document);
  const onShowByte = showByte && ((byteOffset: number) => showByte(byteOffset, "hex"));
  const bytePlace = useBytePlace(documentId, as === "raw" ? (byte?.offset ?? null) : null);
  const pointed = bytePlace ? { line: bytePlace.line + 1, start: bytePlace.start, length: 1 } : null;

  const change = (next: Partial<FindState>): void => changeView(place.key, documentId, { find: { ...find, ...next } });
  const openFind = (): void => {
    if (waits !== undefined) return showToast(waits, "later");
    change({ open: true });
    requestAnimationFrame(() => findInput.current?.select());
  };
  const step = (by: 1 | -1): void => {
    if (!result || result.count === 0) return;
    change({ index: (find.index + by + result.count) % result.count });
  };
  useCommand("find.open", openFind, waits);
  useCommand("find.next", () => (find.open ? step(1) : openFind()), waits);
  useCommand("find.previous", () => (find.open ? step(-1) : openFind()), waits);
  useCommand("line.open", () => setGoingToLine(true));

  // A match inside a folded node unfolds it; then its line is looked up in the text as it is folded now. If the user
  // folds it again afterwards, it stays folded.
  const count = lines.count;
  const shownMatch = useRef<FindResult["match"]>(null);
  useEffect(() => {
    if (match === null || count === 0 || shownMatch.current === match) return;
    if (match.record !== null && isFolded(folding, match.record)) {
      setFolding(unfold(folding, match.record));
      return;
    }
    shownMatch.current = match;
    void showNumber(match.line + 1);
    // oxlint-disable-next-line react/exhaustive-deps -- only a new match moves the text
  }, [match, folding, count]);

  const pointedLine = bytePlace?.line;
  useEffect(() => {
    if (pointedLine !== undefined && count > 0) void showNumber(pointedLine + 1);
    // oxlint-disable-next-line react/exhaustive-deps -- only another byte moves the text
  }, [pointedLine, byte, count > 0]);

  async function showNumber(number: number): Promise<void> {
    if (isFlat(folding)) return show(number - 1);
    for (let current = folding; ;) {
      const offset = await locateLine(number, number, (at) => numberAt(documentId, as, current, at));
      const line = await lineAtOffset(documentId, as, current, offset);
      if (line?.folds !== "node" || line.fold !== "folded" || line.number === number) return show(offset);
      current = toggleNode(current, line.number);
      setFolding(current);
    }
  }

  function show(offset: number): void {
    code.current?.showLine(Math.max(0, offset));
  }

  function fold(line: CodeLine, together: boolean): void {
    const from = lastFold.current;
    if (line.folds === "record") lastFold.current = line.record;
    const isGroup = together && from !== null && line.record !== null && from !== line.record;
    setFolding(
      isGroup && line.record !== null
        ? group(folding, Math.min(from, line.record), Math.max(from, line.record))
        : toggleLine(folding, line),
    );
  }

  const converted = as !== "raw" && document.format !== as;
  if (converted && document.table === null) {
    return (
      <EmptyState title={`Cannot be shown as ${as.toUpperCase()}`}>
        {`The answer is ${formatName(document.format)} and no list of records, so there is nothing to convert.`}
      </EmptyState>
    );
  }
  const needle = find.open && find.text !== "" && !find.regularExpression ? find : null;
  return (
    <div className="respbody">
      {converted && <ConvertedStrip document={document} as={as} onFetchAs={onFetchAs} onShowByte={onShowByte} />}
      {!converted && checked && waits === undefined && (
        <CheckStrip placeKey={place.key} documentId={documentId} as={as} onShowByte={onShowByte} />
      )}
      {find.open && (
        <FindBar
          find={find}
          result={result}
          isSearching={isSearching}
          scope={document.table ? `all ${formatAmount(document.table.recordCount, "record")}` : "the whole body"}
          input={findInput}
          onChange={change}
          onStep={step}
          onClose={() => {
            change({ open: false });
            code.current?.focus();
          }}
        />
      )}
      {goingToLine && (
        <GoTo
          label="Go to line"
          read={lineNumberOf}
          onGo={(number) => void showNumber(number)}
          onClose={() => {
            setGoingToLine(false);
            code.current?.focus();
          }}
        />
      )}
      {menu && (
        <FoldMenu
          {...menu}
          recordCount={recordCount}
          folding={folding}
          onFold={setFolding}
          onClose={() => {
            setMenu(null);
            code.current?.focus();
          }}
        />
      )}
      {lines.problem === null ? (
        <CodeView
          label={`${place.draft.designator} as ${as === "raw" ? "raw text" : as.toUpperCase()}`}
          lineCount={lines.count}
          lineAt={lines.lineAt}
          onRange={lines.onRange}
          needle={needle}
          current={match && find.open ? { ...match, line: match.line + 1 } : pointed}
          wrap={wrap}
          text={folding}
          onFold={fold}
          onMenu={recordCount > 1 && as !== "raw" && as !== "csv" ? openMenu : null}
          onRecord={(record) => lookAt(place.key, record)}
          onCopyAll={() => void copyCode(documentId, as)}
          handle={code}
        />
      ) : isReaderLoss(lines.problem) ? (
        <ReaderState problem={lines.problem} document={document} designator={place.draft.designator} onUnsort={null} />
      ) : (
        <EmptyState title="Cannot be shown">{lines.problem}</EmptyState>
      )}
    </div>
  );
}

/** A match far inside a truncated line is shown with the text around it. */
function partAround(match: FindResult["match"]): LinesRequest["around"] {
  const isFar = match !== null && match.start + Math.min(match.length, 1_000) > 10_000;
  return isFar ? { number: match.line + 1, start: match.start } : undefined;
}

/** A number of at least 1; null for anything else. */
function lineNumberOf(text: string): number | null {
  const plain = text.trim().replace(/[, ]/gu, "");
  return /^[1-9]\d{0,11}$/u.test(plain) ? Number(plain) : null;
}

/** The position of a byte in the Raw view. */
function useBytePlace(documentId: string, byteOffset: number | null): BytePlace | undefined {
  const { data } = useQuery({
    queryKey: ["byte-place", documentId, byteOffset],
    queryFn: ({ signal }) => call("locateByte", { documentId, byteOffset: byteOffset ?? 0 }, signal),
    enabled: byteOffset !== null,
    gcTime: 10_000,
  });
  return byteOffset === null ? undefined : data;
}
