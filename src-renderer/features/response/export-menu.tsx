import { Braces, CodeXml, Download, FileDown, Sheet, TableProperties } from "lucide-react";
import { useRef } from "react";
import { keysOf } from "../../commands.ts";
import { useCommand } from "../../state/command-bus.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuSection } from "../../ui/menu.tsx";
import type { DocumentSummary, ExportRequest, RecordQuery } from "#shared/documents.ts";
import { save } from "./save.ts";
import { servedEnding } from "./shown-exchange.ts";

const choices = ["spreadsheet", "json", "xml", "csv", "served"] as const satisfies readonly ExportRequest["as"][];

export interface ExportMenuProps {
  readonly document: DocumentSummary;
  readonly designator: string;
  readonly query: RecordQuery;
  /** Columns in sight, in their order. */
  readonly visible: readonly string[];
  /** Why nothing can be exported now. */
  readonly notNow: string | undefined;
}

/** The table as it is arranged, or the answer byte for byte. */
export function ExportMenu({ document, designator, query, visible, notNow }: ExportMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  useCommand("document.export", () => button.current?.click(), notNow);
  const { documentId } = document;
  const trigger = (
    <Button ref={button} size="small" icon={Download} aria-label="Export" extraClass="squeeze" notNow={notNow}>
      <span className="hide-n">Export</span>
    </Button>
  );
  if (notNow !== undefined) return trigger;
  return (
    <Menu
      label="Export"
      placement="bottom end"
      minWidth={260}
      onAction={(id) => {
        const as = choices.find((choice) => choice === id);
        if (!as) return;
        void save({ documentId, as, designator, servedEnding: servedEnding(document), columns: visible, query });
      }}
      trigger={trigger}
    >
      <MenuSection title="The table as shown">
        <MenuItem id="spreadsheet" text="For a spreadsheet (CSV)" icon={Sheet} />
        <MenuItem id="json" text="JSON" icon={Braces} />
        <MenuItem id="xml" text="XML" icon={CodeXml} />
        <MenuItem id="csv" text="CSV as the API writes it" icon={TableProperties} />
      </MenuSection>
      <MenuSection title="The answer">
        <MenuItem
          id="served"
          text="Save as served, byte for byte"
          icon={FileDown}
          keys={keysOf("document.export") ?? undefined}
        />
      </MenuSection>
    </Menu>
  );
}
