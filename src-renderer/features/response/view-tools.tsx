import { ClipboardCopy, Copy, Download, FoldVertical, UnfoldVertical, WrapText } from "lucide-react";
import { memo, useRef, type RefObject } from "react";
import type { CodeFormat, DocumentSummary } from "#shared/documents.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { keysOf } from "../../commands.ts";
import { useCommand } from "../../state/command-bus.ts";
import { Button } from "../../ui/button.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import type { GridHandle } from "../../ui/data-grid/data-grid.tsx";
import { ExportMenu } from "../exporting/export-menu.tsx";
import { save, saveServed } from "../exporting/save.ts";
import { FilterMenu } from "./filter-menu.tsx";
import { ColumnsMenu } from "./columns-menu.tsx";
import { copyCode } from "./copy-code.ts";
import { FindField } from "./find-field.tsx";
import { everythingFolded, nothingFolded } from "./folding.ts";
import { copyTicket } from "../doctor/copy-ticket.ts";
import { handshakeText } from "./handshake-text.ts";
import { legsSentence } from "./handshake-words.ts";
import type { Tabular } from "./shown-exchange.ts";
import { useFolding } from "./use-folding.ts";
import type { Columns } from "./use-columns.ts";
import { changeQuery, useViewOf, useViewState, useWrap, viewOf } from "./view-state.ts";

interface OfDocument {
  readonly placeKey: string;
  readonly designator: string;
  readonly document: DocumentSummary;
  /** Why actions that need the whole body are disabled. */
  readonly waits: string | undefined;
}

type TableToolsProps = Omit<OfDocument, "document"> & {
  readonly document: Tabular;
  readonly columns: Columns;
  readonly grid: RefObject<GridHandle | null>;
};

/** Find, columns and export of the table. */
export const TableTools = memo(function TableTools(props: TableToolsProps) {
  const { placeKey, designator, document, waits, columns, grid } = props;
  const { documentId } = document;
  const search = useViewState(({ views }) => viewOf(views, placeKey, documentId).query.search);
  const input = useRef<HTMLInputElement>(null);
  useCommand("find.open", () => input.current?.select(), waits);
  return (
    <>
      <FindField
        key={documentId}
        ref={input}
        value={search}
        onChange={(text) => changeQuery(placeKey, documentId, (query) => ({ ...query, search: text }))}
        onLeave={() => grid.current?.focus()}
        notNow={waits}
      />
      {waits === undefined && <CheckCommand placeKey={placeKey} documentId={documentId} />}
      <FilterMenu placeKey={placeKey} documentId={documentId} columns={columns} notNow={waits} />
      <ColumnsMenu columns={columns} document={document} waits={waits} />
      <ExportMenu placeKey={placeKey} document={document} designator={designator} columns={columns} notNow={waits} />
    </>
  );
});

/** Fold, copy and save of a code view. */
export const CodeTools = memo(function CodeTools(props: OfDocument & { readonly as: CodeFormat }) {
  const { placeKey, designator, document, waits, as } = props;
  const { documentId, table } = document;
  const { folding, setFolding } = useFolding(placeKey, documentId, as);
  const saveIt = (): void => {
    const served = as === "raw" || as === document.format;
    save({ document, as: served ? "served" : as, designator, columns: table?.columns ?? [] });
  };
  useCommand("document.export", saveIt, waits);
  const folds = table !== null && (as === "json" || as === "xml");
  const allFolded = folding.folded === "all" && folding.except.length === 0;
  const foldAll = (): void => setFolding(allFolded ? nothingFolded : everythingFolded);
  useCommand("fold.all", foldAll, folds ? undefined : "There are no records to fold in this view.");
  return (
    <>
      {folds && (
        <Button
          size="small"
          variant="quiet"
          extraClass="squeeze"
          aria-label={allFolded ? "Unfold all" : "Fold all"}
          icon={allFolded ? UnfoldVertical : FoldVertical}
          onPress={foldAll}
        >
          <span className="hide-n">{allFolded ? "Unfold all" : "Fold all"}</span>
        </Button>
      )}
      <WrapButton />
      {waits === undefined && (as === "raw" || as === document.format) && (
        <CheckCommand placeKey={placeKey} documentId={documentId} />
      )}
      <Button
        size="small"
        extraClass="tight"
        aria-label="Copy"
        icon={Copy}
        notNow={waits}
        onPress={() => void copyCode(documentId, as)}
      >
        <span>Copy</span>
      </Button>
      <Button size="small" extraClass="tight" aria-label="Save" icon={Download} notNow={waits} onPress={saveIt}>
        <span>Save</span>
      </Button>
    </>
  );
});

/** Wraps long lines, or not. */
function WrapButton() {
  const wrap = useWrap((state) => state.wrap);
  const toggle = (): void => useWrap.setState({ wrap: !wrap });
  useCommand("lines.wrap", toggle);
  return (
    <Tooltip text="Wrap long lines" keys={keysOf("lines.wrap")}>
      <Button
        size="small"
        variant="quiet"
        icon={WrapText}
        aria-label="Wrap long lines"
        aria-pressed={wrap}
        onPress={toggle}
      >
        Wrap
      </Button>
    </Tooltip>
  );
}

/** Switches the comparison with the bytes on and off, from the palette. The Formats panel has it too. */
function CheckCommand({ placeKey, documentId }: Pick<OfDocument, "placeKey"> & { readonly documentId: string }) {
  const change = useViewState((state) => state.change);
  const checked = useViewOf(placeKey, documentId, "checked");
  const toggle = (): void => change(placeKey, documentId, { checked: !checked });
  useCommand("document.check", toggle);
  return null;
}

/** Saves a body that is not text. */
export function BytesTools({ designator, document }: Pick<OfDocument, "designator" | "document">) {
  const saveIt = (): void => saveServed(document, designator);
  useCommand("document.export", saveIt);
  return (
    <Button size="small" icon={Download} onPress={saveIt}>
      Save
    </Button>
  );
}

/** What the legs mean, and the whole handshake as text. */
export function HandshakeTools({ exchange, connectionName }: { exchange: Exchange; connectionName: string }) {
  const copy = (): void => {
    const { connectionId } = exchange.request;
    const text = handshakeText(exchange, connectionName);
    void copyTicket(
      { connectionId, owners: [exchange.exchangeId], pasted: [], text },
      "Copied the handshake, secrets masked.",
    );
  };
  return (
    <>
      <span className="sm ink-3 ell hide-n">{legsSentence(exchange)}</span>
      <Button size="small" icon={ClipboardCopy} onPress={copy}>
        Copy for ticket
      </Button>
    </>
  );
}
