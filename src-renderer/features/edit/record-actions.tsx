import { Copy, CopyPlus, Ellipsis, Pencil, Trash2, type LucideIcon } from "lucide-react";
import type { Resource } from "#shared/rezora/catalog.ts";
import { draftIdOf } from "#shared/edits.ts";
import { callsWithLogin, noCall } from "../../state/call-cost.ts";
import { useEdits } from "../../state/edits.ts";
import { useCommand } from "../../state/command-bus.ts";
import { report } from "../../state/report.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { useEditObstacle } from "../connections/edit-obstacle.ts";
import { deleteRecord, editRecord, newRecord } from "./edit-actions.ts";
import { refusalOf } from "./record-refusal.ts";

export interface RecordActionsProps {
  readonly connectionId: string;
  /** The record's own designator; null when it has none. */
  readonly designator: string | null;
  /** Why a record that is gone can be neither edited nor deleted. */
  readonly gone: string | undefined;
  readonly resource: Resource | null;
  readonly title: string;
  readonly valueOf: (name: string) => string | undefined;
  /** All values, long ones in full. */
  readonly wholeValues: () => Promise<ReadonlyMap<string, string>>;
  /** A field whose value is too long to be loaded in full; undefined when there is none. */
  readonly longField: string | undefined;
  readonly onCopy: () => void;
}

/** The actions for the record in the inspector. */
export function RecordActions(props: RecordActionsProps) {
  const { connectionId, designator, gone, resource, title, valueOf, wholeValues, longField, onCopy } = props;
  const collection = designator?.slice(0, Math.max(0, designator.lastIndexOf("/"))) ?? "";
  const obstacle = useEditObstacle(connectionId);
  const canEdit = gone ?? refusal("PUT", designator);
  const canDelete = gone ?? refusal("DELETE", designator);
  const canDuplicate = refusal("POST", designator === null ? null : collection);

  function refusal(method: "PUT" | "DELETE" | "POST", at: string | null): string | undefined {
    if (obstacle !== undefined) return obstacle;
    if (method === "POST" && longField !== undefined) return `${longField} is longer than 1 MB.`;
    return refusalOf(connectionId, method, at, valueOf);
  }
  const edit = (): void => {
    if (designator !== null && canEdit === undefined) editRecord(connectionId, designator);
  };
  const duplicate = (): void => {
    if (canDuplicate === undefined)
      report(
        wholeValues().then((values) =>
          newRecord(connectionId, collection, { designator: designator ?? "", title, values }),
        ),
      );
  };
  const remove = (): void => {
    if (designator !== null && canDelete === undefined) deleteRecord(connectionId, designator, title);
  };
  const hasDraft = useEdits(({ drafts }) => drafts.has(draftIdOf(connectionId, designator ?? "")));
  // An edit that was begun continues from its original values; any other record is read first.
  useCommand("record.edit", edit, canEdit, hasDraft ? noCall : callsWithLogin(1));
  useCommand("record.duplicate", duplicate, canDuplicate);
  useCommand("record.delete", remove, canDelete, callsWithLogin(1));

  if (resource === null) return null;
  return (
    <>
      <Button size="small" variant="quiet" icon={Copy} onPress={onCopy}>
        Copy
      </Button>
      <Button size="small" icon={Pencil} notNow={canEdit} onPress={edit}>
        Edit
      </Button>
      <Menu
        label="More about this record"
        placement="bottom end"
        trigger={<IconButton icon={Ellipsis} size="small" label="More about this record" />}
        onAction={(id) => (id === "duplicate" ? duplicate() : remove())}
      >
        <RefusableItem id="duplicate" text="Duplicate…" icon={CopyPlus} notNow={canDuplicate} />
        <RefusableItem id="delete" text="Delete…" icon={Trash2} notNow={canDelete} />
      </Menu>
    </>
  );
}

interface RefusableItemProps {
  readonly id: string;
  readonly text: string;
  readonly icon: LucideIcon;
  readonly notNow: string | undefined;
}

/** Shows the reason beside it when the action is unavailable. */
function RefusableItem({ notNow, ...item }: RefusableItemProps) {
  return (
    <MenuItem {...item} isDisabled={notNow !== undefined} end={notNow && <span className="sm ink-3">{notNow}</span>} />
  );
}
