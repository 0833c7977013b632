import { ClipboardCopy, Download, Save } from "lucide-react";
import { report } from "../../../state/report.ts";
import { Button } from "../../../ui/button.tsx";
import { Menu, MenuItem, MenuSection } from "../../../ui/menu.tsx";
import { saveTextAs } from "../../exporting/save-as.ts";
import { copyText } from "../../response/clipboard.ts";
import { showToast } from "../../../state/toast.ts";
import type { MatrixGroup } from "./matrix-model.ts";
import { matrixFormats, matrixText, type MatrixFormat } from "./matrix-text.ts";

const titles: Readonly<Record<MatrixFormat, string>> = { csv: "CSV", json: "JSON", markdown: "Markdown" };
const endings: Readonly<Record<MatrixFormat, string>> = { csv: "csv", json: "json", markdown: "md" };

/** Copies the matrix to the clipboard, or saves it to a file. */
export function MatrixExport({ groups, notNow }: { groups: readonly MatrixGroup[]; notNow: string | undefined }) {
  const trigger = (
    <Button icon={Download} notNow={notNow}>
      Export
    </Button>
  );
  if (notNow !== undefined) return trigger;

  async function copy(as: MatrixFormat): Promise<void> {
    await copyText(matrixText(groups, as));
    showToast(`The matrix is copied as ${titles[as]}.`);
  }

  function act(id: string): void {
    const as = matrixFormats.find((format) => id.endsWith(format));
    if (as === undefined) return;
    if (id.startsWith("save")) report(saveTextAs(matrixFileName(as, Date.now()), matrixText(groups, as)));
    else report(copy(as));
  }

  return (
    <Menu label="Export the matrix" placement="bottom end" trigger={trigger} onAction={act}>
      <MenuSection title="Copy">
        {matrixFormats.map((format) => (
          <MenuItem key={format} id={`copy-${format}`} text={`Copy as ${titles[format]}`} icon={ClipboardCopy} />
        ))}
      </MenuSection>
      <MenuSection title="File">
        {matrixFormats.map((format) => (
          <MenuItem key={format} id={`save-${format}`} text={`Save as ${titles[format]}…`} icon={Save} />
        ))}
      </MenuSection>
    </Menu>
  );
}

function matrixFileName(as: MatrixFormat, now: number): string {
  return `rezora-access-${new Date(now).toISOString().slice(0, 10)}.${endings[as]}`;
}
