import { Braces, CodeXml, Download, FileDown, FileSpreadsheet, Sheet, TableProperties } from "lucide-react";
import { memo, useRef } from "react";
import type { ExportFormat } from "#shared/exporting.ts";
import { sheetLimits } from "#shared/formats/sheet-xml.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChoices, MenuItem, MenuSection, MenuSeparator } from "../../ui/menu.tsx";
import { useConnections } from "../../query.ts";
import { kindOfColumn } from "../response/column-kind.ts";
import { visibleColumns } from "../response/column-layout.ts";
import { formatBytes, formatCount } from "../response/format.ts";
import { servedEnding, type Tabular } from "../response/shown-exchange.ts";
import type { Columns } from "../response/use-columns.ts";
import { useViewOf, useViewState, viewOf } from "../response/view-state.ts";
import { queryWithoutGone } from "../response/without-gone.ts";
import { useExportChoices } from "./export-choices.ts";
import { coverage } from "./export-words.ts";
import { save } from "./save.ts";

const formats = ["xlsx", "spreadsheet", "json", "xml", "csv", "served"] as const satisfies readonly ExportFormat[];

export interface ExportMenuProps {
  readonly placeKey: string;
  readonly document: Tabular;
  readonly designator: string;
  readonly columns: Columns;
  /** Why nothing can be exported now. */
  readonly notNow: string | undefined;
}

/** Exports the table as it is filtered, sorted and arranged, or the response byte for byte. */
export const ExportMenu = memo(function ExportMenu(props: ExportMenuProps) {
  const { placeKey, document, designator, columns, notNow } = props;
  const button = useRef<HTMLButtonElement>(null);
  const connectionId = useWorkspace((state) => state.places.get(placeKey)?.connectionId);
  const connectionName = useConnections()?.find((each) => each.connectionId === connectionId)?.name ?? "";
  useCommand("document.export", () => button.current?.click(), notNow);

  function chosen(id: string): void {
    const as = formats.find((format) => format === id);
    if (!as) return;
    const { guardFormulas, realDates, ...choices } = useExportChoices.getState();
    const view = viewOf(useViewState.getState().views, placeKey, document.documentId);
    const place = useWorkspace.getState().places.get(placeKey);
    const query = place === undefined ? view.query : queryWithoutGone(place, document, view.query);
    const exported = choices.columns === "shown" ? columns.visible : everyColumn(columns);
    const dates = realDates ? dateColumns(exported) : [];
    save({ document, as, designator, columns: exported, query, guardFormulas, dates, connectionName });
  }

  const trigger = (
    <Button ref={button} size="small" icon={Download} aria-label="Export" extraClass="squeeze" notNow={notNow}>
      <span className="hide-n">Export</span>
    </Button>
  );
  if (notNow !== undefined) return trigger;
  return (
    <Menu label="Export" placement="bottom end" minWidth={320} onAction={chosen} trigger={trigger}>
      <Formats {...props} />
    </Menu>
  );
});

function dateColumns(columns: readonly string[]): readonly string[] {
  return columns.filter((name) => kindOfColumn(name).kind === "date");
}

function everyColumn({ layout }: Columns): readonly string[] {
  return visibleColumns({ ...layout, hidden: new Set() });
}

/** The content of the menu, separate so a changed query does not render the button again. */
function Formats({ placeKey, document, columns }: ExportMenuProps) {
  const choices = useExportChoices();
  const matched = useViewOf(placeKey, document.documentId, "matched");
  const { recordCount } = document.table;
  const { visible } = columns;
  const all = everyColumn(columns);
  const exported = choices.columns === "shown" ? visible : all;
  const tooMany = (matched ?? recordCount) >= sheetLimits.rows;
  const ending = servedEnding(document);
  return (
    <>
      <MenuSection title={coverage(matched, recordCount, exported.length, all.length)}>
        <MenuItem
          id="xlsx"
          text={tooMany ? `Excel holds ${formatCount(sheetLimits.rows - 1)} records` : "Excel workbook"}
          icon={FileSpreadsheet}
          isDisabled={tooMany}
          end={<Ending of="xlsx" />}
        />
        <MenuItem id="spreadsheet" text="CSV for a spreadsheet" icon={Sheet} end={<Ending of="csv" />} />
        <MenuItem id="json" text="JSON" icon={Braces} end={<Ending of="json" />} />
        <MenuItem id="xml" text="XML" icon={CodeXml} end={<Ending of="xml" />} />
        <MenuItem id="csv" text="CSV as the API writes it" icon={TableProperties} end={<Ending of="csv" />} />
      </MenuSection>
      <MenuSeparator />
      {visible.length < all.length && (
        <MenuChoices
          label="Columns"
          mode="one"
          options={[
            { id: "shown", text: `The ${formatCount(visible.length)} columns shown` },
            { id: "all", text: `All ${formatCount(all.length)} columns` },
          ]}
          selected={[choices.columns]}
          onChange={([picked]) => picked !== undefined && useExportChoices.setState({ columns: picked })}
        />
      )}
      <MenuChoices
        label="CSV for a spreadsheet"
        mode="any"
        options={[{ id: "guard", text: "Keep cells from running as formulas" }]}
        selected={choices.guardFormulas ? ["guard"] : []}
        onChange={(picked) => useExportChoices.setState({ guardFormulas: picked.length > 0 })}
      />
      {dateColumns(exported).length > 0 && (
        <MenuChoices
          label="Excel workbook"
          mode="any"
          options={[{ id: "dates", text: "Dates as dates, in UTC" }]}
          selected={choices.realDates ? ["dates"] : []}
          onChange={(picked) => useExportChoices.setState({ realDates: picked.length > 0 })}
        />
      )}
      <MenuSeparator />
      <MenuSection title="The whole answer">
        <MenuItem
          id="served"
          text="As served, byte for byte"
          icon={FileDown}
          end={<Ending of={`${ending}, ${formatBytes(document.byteLength)}`} />}
        />
      </MenuSection>
    </>
  );
}

function Ending({ of }: { of: string }) {
  return <span className="xs ink-3">.{of}</span>;
}
