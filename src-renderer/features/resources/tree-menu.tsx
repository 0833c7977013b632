import { ExternalLink, Plus, UserPlus } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { AnchoredMenu } from "../../ui/data-grid/anchored-menu.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { levelOf } from "../connections/connection-words.ts";
import { makeNew } from "../edit/make-new.ts";
import { newRecordsAt } from "../edit/new-record.ts";
import { offReason } from "./tree-model.ts";

export interface TreeMenuProps {
  readonly connection: Connection;
  readonly designator: string;
  readonly at: Anchor;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** Context menu of an item of the tree. */
export function TreeMenu({ connection, designator, at, onOpen, onClose }: TreeMenuProps) {
  const level = levelOf(connection);
  const resource = matchDesignator(designator)?.resource;
  const off = resource && offReason(level, resource);
  const offers = newRecordsAt(level, designator);
  return (
    <AnchoredMenu
      at={at}
      label="Resource"
      onClose={onClose}
      onAction={(id) => {
        const offer = offers.find(({ text }) => text === id);
        if (offer !== undefined) makeNew(connection.connectionId, offer);
        else if (off === undefined) onOpen();
      }}
    >
      <MenuItem id="open" text="Open" icon={ExternalLink} notNow={off} end={off && <Reason text={off} />} />
      {offers.length > 0 && <MenuSeparator />}
      {offers.map(({ text, kind, notNow }) => (
        <MenuItem
          key={text}
          id={text}
          text={text}
          icon={kind === "members" ? UserPlus : Plus}
          notNow={notNow}
          end={notNow && <Reason text={notNow} />}
        />
      ))}
    </AnchoredMenu>
  );
}

function Reason({ text }: { readonly text: string }) {
  return <span className="sm ink-3">{text}</span>;
}
