import { keysOf } from "../../commands.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useSmall } from "../../state/media.ts";
import { newDraft } from "../../state/transitions.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Kbd } from "../../ui/kbd.tsx";
import { WaitingList } from "../edit/waiting-list.tsx";
import { visibleValue } from "../../ui/visible-text.tsx";

/** Shown while a connection is chosen but none of its resources. */
export function NothingOpen({ connectionId, name }: { connectionId: string; name: string }) {
  const isWaiting = usePendingChanges().total > 0;
  useCommand("request.focus", () => useWorkspace.getState().open(connectionId, newDraft("")));
  const small = useSmall();
  return (
    <section className="work">
      <div className={isWaiting ? "startpage" : "emptypane"}>
        <h1 tabIndex={-1}>{visibleValue(name)}</h1>
        <p>Nothing is fetched until you ask for it.</p>
        <p>
          {small ? "Choose a resource at the top left, press" : "Choose a resource on the left, press"}{" "}
          <Kbd keys={keysOf("palette.open") ?? ""} /> to go anywhere, or <Kbd keys={keysOf("request.focus") ?? ""} /> to
          type a request.
        </p>
        <WaitingList />
      </div>
    </section>
  );
}
