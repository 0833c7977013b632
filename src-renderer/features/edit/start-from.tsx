import { ChevronDown, FilePlus, Search } from "lucide-react";
import { useMemo, useState } from "react";
import {
  Autocomplete,
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Input,
  Menu,
  MenuItem,
  Popover as AriaPopover,
  SearchField,
} from "react-aria-components";
import { spelledOut } from "#shared/visible-text.ts";
import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { useEdits } from "../../state/edits.ts";
import { requestKey } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { findRecords, useRecordIndexes } from "../resources/record-index.ts";
import { collectionIcon } from "../resources/tree-model.ts";
import { useNameSources } from "../resources/use-record-names.ts";
import { formatAmount } from "../response/format.ts";
import { copyOfFetched } from "./copied-record.ts";
import { startEmpty, startFromCopy } from "./edit-actions.ts";
import type { EditTarget } from "./edit-target.ts";
import { leftOutWords, originWords, useFormOrigins } from "./form-origin.ts";
import { nounOf } from "./new-record.ts";
import { requiredFilled } from "./unreviewable.ts";

interface StartFromProps {
  readonly target: EditTarget;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * What the form of a new record starts as (empty, or a copy of a fetched record), and what is still to be filled in.
 */
export function StartFrom({ target, values }: StartFromProps) {
  const origin = useFormOrigins(({ origins }) => origins.get(target.draftId));
  const hasDraft = useEdits(({ drafts }) => drafts.has(target.draftId));
  const isCopy = hasDraft && origin?.kind === "copy";
  const words = originWords(hasDraft, origin);
  const id = isCopy ? (origin.designator.split("/").at(-1) ?? "") : "";
  const { required, filled } = requiredFilled(target, values);
  return (
    <div className="startfrom">
      <span className="ink-2 nowrap" aria-hidden="true">
        Start from
      </span>
      <DialogTrigger>
        <AriaButton className="in startbtn" aria-label={spelledOut(`Start from ${words} ${id}`.trim())}>
          {isCopy && <Icon of={collectionIcon(target.resource.path)} size="s" />}
          <span className="ell">{visibleText(words)}</span>
          {isCopy && <span className="mono sm ink-3">{visibleText(id)}</span>}
          <Icon of={ChevronDown} size="s" />
        </AriaButton>
        <AriaPopover className="pop idpop" placement="bottom start" offset={4}>
          <Dialog aria-label="Start from" className="idpick">
            {({ close }) => <Choices target={target} close={close} />}
          </Dialog>
        </AriaPopover>
      </DialogTrigger>
      <span className="sm ink-3 startnote" role="status">
        {[
          ...(required > 0 && (!isCopy || filled < required)
            ? [`${String(filled)} of ${formatAmount(required, "required field")} filled`]
            : []),
          ...(isCopy ? [leftOutWords(nounOf(target.resource), origin.leftOut)] : []),
        ].join(". ")}
      </span>
    </div>
  );
}

const emptyId = "empty";
/** The maximum number of records listed; the field above them finds the others. */
const listed = 50;

function Choices({ target, close }: { readonly target: EditTarget; readonly close: () => void }) {
  const { connectionId, resource } = target;
  const [typed, setTyped] = useState("");
  const wanted = useMemo((): readonly ResourcePath[] => [resource.path], [resource]);
  useNameSources(connectionId, wanted);
  const exchange = useWorkspace(
    ({ places }) => places.get(requestKey(connectionId, "GET", resource.path))?.exchange ?? null,
  );
  const documentId = exchange?.status === 200 ? exchange.document?.documentId : undefined;
  const index = useRecordIndexes(({ indexes }) => indexes.get(documentId ?? ""));
  const found = useMemo(() => (index === undefined ? [] : findRecords(index, typed, listed)), [index, typed]);

  function start(id: string): void {
    close();
    if (id === emptyId) return startEmpty(target);
    const record = index?.records.get(id)?.record;
    if (record === undefined || documentId === undefined) return undefined;
    const place = { connectionId, designator: resource.path, documentId, record };
    return report(copyOfFetched(place).then((copied) => startFromCopy(target, copied)));
  }

  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={`Find a ${nounOf(resource)} to copy`} autoFocus className="field">
        <span className="in sm">
          <Icon of={Search} size="s" />
          <Input placeholder="Find by name, e-mail or id" spellCheck={false} />
        </span>
      </SearchField>
      <Menu
        className="menu idmenu"
        aria-label="Start from"
        onAction={(key) => start(String(key))}
        renderEmptyState={() => <p className="sm ink-3 popbody">Nothing matches.</p>}
      >
        {typed === "" && (
          <MenuItem id={emptyId} className="mi" textValue="Empty form">
            <Icon of={FilePlus} size="s" /> Empty form
          </MenuItem>
        )}
        {found.map(({ id, title }) => (
          <MenuItem key={id} id={id} className="mi" textValue={`${id} ${title ?? ""}`}>
            <span className="mono">{visibleText(id)}</span>
            <span className="ell">{title !== null && visibleText(title)}</span>
          </MenuItem>
        ))}
      </Menu>
      {documentId === undefined && (
        <p className="sm ink-3 popbody">The {resource.path} were not fetched yet, so there is none to copy.</p>
      )}
    </Autocomplete>
  );
}
