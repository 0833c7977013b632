import { useState } from "react";
import type { ImportEntry } from "#shared/connection.ts";
import { ApiError, call } from "../../api.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { ModalDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { addWords, entryNote, importSummary } from "./import-words.ts";
import { formatAmount } from "../response/format.ts";

export interface ImportDialogProps {
  readonly fileName: string;
  readonly text: string;
  readonly entries: readonly ImportEntry[];
  readonly onClose: () => void;
}

const noneChosen = "Choose at least one connection.";

/** Shows what a file would add before anything is added. New connections are selected, existing ones are not. */
export function ImportDialog({ fileName, text, entries, onClose }: ImportDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(entries.flatMap(({ state }, index) => (state === "new" ? [index] : []))),
  );
  const [failure, setFailure] = useState<string | null>(null);

  function choose(index: number, isChosen: boolean): void {
    const next = new Set(chosen);
    if (isChosen) next.add(index);
    else next.delete(index);
    setChosen(next);
  }

  async function add(): Promise<void> {
    if (chosen.size === 0) return;
    try {
      const { added } = await call("importConnections", { text, entries: [...chosen] });
      onClose();
      useShell.getState().tell({
        code: "imported",
        severity: "info",
        title: `${formatAmount(added, "connection")} added from ${fileName}.`,
        message: "Passwords are not part of the file: enter them once.",
      });
    } catch (error) {
      setFailure(error instanceof ApiError ? (error.detail ?? error.message) : "The connections could not be added.");
    }
  }

  return (
    <ModalDialog
      title="Import connections"
      width={600}
      onClose={onClose}
      onSubmit={() => void add()}
      footer={
        <>
          <span className="grow sm ink-3">
            {chosen.size === 0 ? noneChosen : "Nothing is sent, and no connection is replaced."}
          </span>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" notNow={chosen.size === 0 ? noneChosen : undefined}>
            {addWords(chosen.size)}
          </Button>
        </>
      }
    >
      <p className="importsummary">
        <b>{visibleText(fileName)}</b>: {importSummary(entries)}
      </p>
      <ul className="importlist" aria-label="Connections in the file">
        {entries.map((entry, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- entries have no other identity, and the list never changes
          <li key={index}>
            <Entry entry={entry} isChosen={chosen.has(index)} onChoose={(isChosen) => choose(index, isChosen)} />
          </li>
        ))}
      </ul>
      {failure !== null && <Notice kind="danger" role="alert" title={failure} />}
    </ModalDialog>
  );
}

interface EntryProps {
  readonly entry: ImportEntry;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Entry({ entry, isChosen, onChoose }: EntryProps) {
  const note = entryNote(entry);
  return (
    <Checkbox isSelected={isChosen} isDisabled={entry.state === "unfit"} onChange={onChoose}>
      <span className="importentry">
        <b>{visibleValue(entry.name)}</b>
        {entry.state !== "unfit" && (
          <span className="sm mono ink-3">
            {visibleText(entry.userName === "" ? entry.baseUrl : `${entry.userName} at ${entry.baseUrl}`)}
          </span>
        )}
        {note !== "" && (
          <span className={entry.state === "unfit" ? "sm c-danger" : "sm c-caution"}>{visibleText(note)}</span>
        )}
      </span>
    </Checkbox>
  );
}
