import { useQuery } from "@tanstack/react-query";
import { ChevronDown, CopyPlus, Plus, UserPlus, type LucideIcon } from "lucide-react";
import { useDeferredValue } from "react";
import type { Connection } from "#shared/connection.ts";
import { headingOf } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { keysOf } from "../../commands.ts";
import { shownDocument } from "../../state/arriving.ts";
import { useCommand } from "../../state/command-bus.ts";
import type { Place } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { useCurrentPlace, useRecordOf } from "../../state/workspace.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { shortened } from "../../ui/shortened.ts";
import { Tooltip } from "../../ui/tooltip.tsx";
import { levelOf } from "../connections/connection-words.ts";
import { wholeRecord } from "../record/whole-record.ts";
import { cellText } from "../resources/fetched-records.ts";
import { showToast } from "../../state/toast.ts";
import { duplicateFetched, type FetchedPlace } from "./copied-record.ts";
import { makeNew } from "./make-new.ts";
import { newRecordsAt, type NewRecordOffer } from "./new-record.ts";

/**
 * Creates a record of the kind on screen. It is hidden where the API has no POST, and while a record is being created.
 */
export function NewRecordButton({ connection }: { connection: Connection }) {
  const place = useCurrentPlace();
  if (place === null || place.draft.method !== "GET") return null;
  const designator = place.exchange?.request.designator ?? place.draft.designator;
  const offers = newRecordsAt(levelOf(connection), designator);
  const [first] = offers;
  return first === undefined ? null : <Offered place={place} designator={designator} offers={offers} first={first} />;
}

interface OfferedProps {
  readonly place: Place;
  readonly designator: string;
  readonly offers: readonly NewRecordOffer[];
  readonly first: NewRecordOffer;
}

function Offered({ place, designator, offers, first }: OfferedProps) {
  const { connectionId } = place;
  const duplicate = useDuplicate(place, designator);
  const make = (offer: NewRecordOffer): void => makeNew(connectionId, offer);
  useCommand("record.new", () => make(first), first.notNow);
  useCommand("record.duplicate", duplicate.run, duplicate.notNow);

  function act(id: string): void {
    const offer = offers.find(({ text }) => text === id);
    if (offer !== undefined) make(offer);
    else if (duplicate.notNow === undefined) duplicate.run();
    else showToast(duplicate.notNow, "later");
  }

  return (
    <span className="splitbtn" role="group" aria-label="New">
      <MainButton offer={first} onPress={() => make(first)} />
      <Menu
        label="New"
        trigger={<IconButton icon={ChevronDown} variant="plain" size="small" label="More ways to make a record" />}
        onAction={act}
      >
        {offers.map((offer, index) => (
          <MenuItem
            key={offer.text}
            id={offer.text}
            text={offer.text}
            icon={iconOf(offer)}
            notNow={offer.notNow}
            {...(index === 0 ? { keys: keysOf("record.new") } : {})}
            end={offer.notNow && <span className="sm ink-3">{offer.notNow}</span>}
          />
        ))}
        {duplicate.isOfKind && (
          <MenuItem
            id="duplicate"
            text={duplicate.text}
            icon={CopyPlus}
            notNow={duplicate.notNow}
            keys={keysOf("record.duplicate")}
          />
        )}
      </Menu>
    </span>
  );
}

function iconOf({ kind }: NewRecordOffer): LucideIcon {
  return kind === "members" ? UserPlus : Plus;
}

function MainButton({ offer, onPress }: { readonly offer: NewRecordOffer; readonly onPress: () => void }) {
  const { text, notNow } = offer;
  const button = (
    <Button size="small" extraClass="newbtn" aria-label={text} notNow={notNow} onPress={onPress}>
      <Icon of={iconOf(offer)} size="s" />
      <span className="newword">{text}</span>
    </Button>
  );
  // A disabled button has its reason as a tooltip.
  if (notNow !== undefined) return button;
  return (
    <Tooltip text={text} keys={keysOf("record.new")}>
      {button}
    </Tooltip>
  );
}

interface Duplicate {
  /** Records of the kind on screen can be created. */
  readonly isOfKind: boolean;
  readonly text: string;
  readonly notNow: string | undefined;
  readonly run: () => void;
}

/** A copy of the current record: the one in the inspector, or the only one of the response. */
function useDuplicate(place: Place, designator: string): Duplicate {
  const document = shownDocument(place);
  const lookedAt = useDeferredValue(useRecordOf(place.key));
  const record = lookedAt ?? (document?.table?.recordCount === 1 ? 0 : null);
  const { data } = useQuery(wholeRecord(document?.table ? document : null, record));
  const resource = matchDesignator(designator)?.resource;
  const isOfKind = resource !== undefined && !designator.slice(designator.indexOf("/") + 1).includes("/");
  const shown = record === null ? undefined : data;
  const title =
    shown && resource && headingOf(resource.path, (name) => cellText(shown.row.cells[shown.columns.indexOf(name)]));
  const source: FetchedPlace | null =
    shown === undefined || document === null || record === null
      ? null
      : { connectionId: place.connectionId, designator, documentId: document.documentId, record };
  return {
    isOfKind,
    text: title ? `Duplicate ${shortened(title)}` : "Duplicate this record",
    notNow: !isOfKind
      ? "A membership is not duplicated: add people instead."
      : source === null
        ? "Choose a record first."
        : undefined,
    run: () => {
      if (source !== null) report(duplicateFetched(source));
    },
  };
}
