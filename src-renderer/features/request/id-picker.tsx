import { ChevronDown, Search } from "lucide-react";
import { useState } from "react";
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
import { matchDesignator } from "#shared/rezora/uri.ts";
import { Icon } from "../../ui/icon.tsx";
import { collectionsFor } from "../resources/record-name.tsx";
import { useRecordNames } from "../resources/use-record-names.ts";
import { useFetchedRecords } from "../resources/fetched-records.ts";
import { collectionBefore } from "./designator-parts.ts";
import { visibleText } from "../../ui/visible-text.tsx";

export interface IdPickerProps {
  readonly connectionId: string;
  readonly designator: string;
  readonly name: string;
  /** null: not chosen yet. */
  readonly value: string | null;
  readonly onChoose: (id: string) => void;
}

/** An id in the designator: opens a list of the records already fetched, and accepts any other id. */
export function IdPicker(props: IdPickerProps) {
  const { connectionId, designator, name, value } = props;
  const collection = collectionBefore(designator, name);
  const record = value === null || collection === null ? "" : `${collection}/${value}`;
  const known = useRecordNames(connectionId, collectionsFor(record))(record);
  const spoken = known.state === "known" ? `${value ?? ""} ${known.title}` : (value ?? "not chosen");
  return (
    <DialogTrigger>
      <AriaButton className="idf" aria-label={spelledOut(`${name} ${spoken}, choose a record`)}>
        {value ?? `${name}…`}{" "}
        {known.state === "known" && <span className="idfname ell">{visibleText(known.title)}</span>}
        <Icon of={ChevronDown} size="xs" />
      </AriaButton>
      <AriaPopover className="pop idpop" placement="bottom start" offset={4}>
        <Dialog aria-label={`Choose ${name}`} className="idpick">
          {({ close }) => <Choices {...props} close={close} />}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}

function Choices({ connectionId, designator, name, onChoose, close }: IdPickerProps & { close: () => void }) {
  const [typed, setTyped] = useState("");
  const collection = collectionBefore(designator, name);
  const resource = collection === null ? null : (matchDesignator(collection)?.resource ?? null);
  const fetched = useFetchedRecords(connectionId, collection ?? "", resource, typed.trim());
  const records = fetched?.records ?? [];
  const own = typed.trim();
  const showOwn = own !== "" && !records.some(({ id }) => id === own);

  // A number is more likely to be an id than a part of a name.
  const numeric = /^\d+$/u.test(own);
  const ownItem = showOwn && (
    <MenuItem key={`own ${own}`} id={own} className="mi" textValue={own}>
      Use <span className="mono">{own}</span>
    </MenuItem>
  );

  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={`Find or type ${name}`} autoFocus className="field">
        <span className="in sm">
          <Icon of={Search} size="s" />
          <Input placeholder={`Find, or type ${name}`} spellCheck={false} />
        </span>
      </SearchField>
      <Menu
        className="menu idmenu"
        aria-label="Fetched records"
        onAction={(key) => {
          onChoose(String(key));
          close();
        }}
        renderEmptyState={() => (
          <p className="sm ink-3 popbody">
            {fetched === null ? `Nothing of ${collection ?? "it"} was fetched yet. Type an id.` : "Nothing matches."}
          </p>
        )}
      >
        {numeric && ownItem}
        {records.map(({ id, title }) => (
          <MenuItem key={id} id={id} className="mi" textValue={`${id} ${title ?? ""}`}>
            <span className="mono">{id}</span>
            <span className="ell">{title !== null && visibleText(title)}</span>
          </MenuItem>
        ))}
        {!numeric && ownItem}
      </Menu>
    </Autocomplete>
  );
}
