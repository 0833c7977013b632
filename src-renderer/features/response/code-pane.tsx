import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { CodeFormat, DocumentSummary } from "#shared/documents.ts";
import { useCommand } from "../../state/command-bus.ts";
import type { Place } from "../../state/place.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { CodeView, type CodeHandle } from "../../ui/code-view/code-view.tsx";
import { ConvertedStrip } from "./converted-strip.tsx";
import { copyCode } from "./copy-code.ts";
import { EmptyState } from "./empty-state.tsx";
import { FindBar } from "./find-bar.tsx";
import { isFlat, isFolded, locateLine, toggleFold, unfold } from "./folding.ts";
import { formatAmount } from "./format.ts";
import { GoToLine } from "./go-to-line.tsx";
import { formatName } from "./shown-exchange.ts";
import { useFind } from "./use-find.ts";
import { say } from "./said.ts";
import { numberAt, useLines, wholeSize } from "./use-lines.ts";
import { useViewState, viewOf, type FindState } from "./view-state.ts";

export interface CodePaneProps {
  readonly place: Place;
  readonly document: DocumentSummary;
  readonly as: CodeFormat;
  /** Why what needs the whole body does nothing now: it is still arriving. */
  readonly waits: string | undefined;
  /** null when another format cannot be fetched. */
  readonly onFetchAs: ((format: "json" | "xml" | "csv") => void) | null;
}

/** A body as JSON, XML, CSV or raw text, with find, folds and go to line. */
export function CodePane({ place, document, as, waits, onFetchAs }: CodePaneProps) {
  const { documentId } = document;
  const views = useViewState((state) => state.views);
  const changeView = useViewState((state) => state.change);
  const changePlace = useWorkspace((state) => state.change);
  const { find: remembered, folding } = viewOf(views, place.key, documentId);
  const find = waits === undefined ? remembered : { ...remembered, open: false };
  const size = waits === undefined ? wholeSize : (document.table?.recordCount ?? 0);
  const lines = useLines(documentId, as, folding, size);
  const result = useFind(documentId, as, find);
  const code = useRef<CodeHandle>(null);
  const findInput = useRef<HTMLInputElement>(null);
  const [goingToLine, setGoingToLine] = useState(false);
  const match = result?.match ?? null;

  const change = (next: Partial<FindState>): void => changeView(place.key, documentId, { find: { ...find, ...next } });
  const openFind = (): void => {
    if (waits !== undefined) return say(waits, "later");
    change({ open: true });
    requestAnimationFrame(() => findInput.current?.select());
  };
  const step = (by: 1 | -1): void => {
    if (!result || result.count === 0) return;
    change({ index: (find.index + by + result.count) % result.count });
  };
  useCommand("find.open", openFind, waits);

  // A match inside of a folded record opens it; then its line is looked for in what is left of the text.
  const matchLine = match?.line;
  const matchRecord = match?.record ?? null;
  const count = lines.count;
  useEffect(() => {
    if (matchLine === undefined || count === 0) return;
    if (matchRecord !== null && isFolded(folding, matchRecord)) {
      changeView(place.key, documentId, { folding: unfold(folding, matchRecord) });
      return;
    }
    void showNumber(matchLine + 1);
    // oxlint-disable-next-line react/exhaustive-deps -- only a new match or new folds move the text
  }, [matchLine, matchRecord, folding, count > 0]);

  async function showNumber(number: number): Promise<void> {
    const offset = isFlat(folding)
      ? number - 1
      : await locateLine(number, lines.count, (at) => numberAt(documentId, as, folding, at));
    code.current?.showLine(Math.min(Math.max(offset, 0), lines.count - 1));
  }

  function keyDown(event: KeyboardEvent) {
    if (event.key === "F3") {
      event.preventDefault();
      if (find.open) step(event.shiftKey ? -1 : 1);
      else openFind();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "g") {
      event.preventDefault();
      setGoingToLine(true);
    }
  }

  const converted = as !== "raw" && document.format !== as;
  const needle = find.open && find.text !== "" && !find.regularExpression ? find : null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of what is inside
    <div className="respbody" onKeyDown={keyDown}>
      {converted && <ConvertedStrip document={document} as={as} onFetchAs={onFetchAs} />}
      {find.open && (
        <FindBar
          find={find}
          result={result}
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
        <GoToLine
          onGo={(number) => void showNumber(number)}
          onClose={() => {
            setGoingToLine(false);
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
          current={match && find.open ? { ...match, line: match.line + 1 } : null}
          onFold={(record) => changeView(place.key, documentId, { folding: toggleFold(folding, record) })}
          onRecord={(record) => changePlace(place.key, { record })}
          onCopyAll={() => void copyCode(documentId, as)}
          handle={code}
        />
      ) : (
        <EmptyState title={converted ? `Cannot be shown as ${as.toUpperCase()}` : "Cannot be shown"}>
          {converted && document.table === null
            ? `The answer is ${formatName(document.format)} and no list of records, so there is nothing to convert.`
            : lines.problem}
        </EmptyState>
      )}
    </div>
  );
}
