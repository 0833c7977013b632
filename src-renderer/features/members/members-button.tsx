import { UsersRound } from "lucide-react";
import { useCommand } from "../../state/command-bus.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { membershipAt } from "./membership.ts";

interface MembersButtonProps {
  readonly connectionId: string;
  readonly designator: string;
  /** Why members cannot be edited now. */
  readonly notNow: string | undefined;
}

/** Opens the members of a group or a list; hidden where there are none. */
export function MembersButton(props: MembersButtonProps) {
  return membershipAt(props.connectionId, props.designator) && <Present {...props} />;
}

function Present({ connectionId, designator, notNow }: MembersButtonProps) {
  const open = (): void => useShell.getState().openDialog({ kind: "members", connectionId, collection: designator });
  useCommand("members.edit", open, notNow);
  return (
    <Button
      size="small"
      icon={UsersRound}
      extraClass="memberbtn"
      aria-label="Edit members"
      notNow={notNow}
      onPress={open}
    >
      <span>Edit members</span>
    </Button>
  );
}
