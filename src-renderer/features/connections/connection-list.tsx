import { FileInput, Plus } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useConnections, useSettings } from "../../query.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { runCommand } from "../../state/command-bus.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { Icon } from "../../ui/icon.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { PendingCount } from "../edit/pending-count.tsx";
import { CurrentMark } from "./current-mark.tsx";
import { badgeLevelOf } from "./connection-words.ts";
import { closeDrawer } from "../../state/drawer.ts";
import { turnTo } from "./connection-actions.ts";
import { visibleValue } from "../../ui/visible-text.tsx";

/** All connections, beside the welcome page. */
export function ConnectionList() {
  const connections = useConnections() ?? [];
  const { ofConnection } = usePendingChanges();
  const last = useSettings()?.lastConnectionId ?? null;
  // As in the window: Back may have led to another connection than the one that was last chosen.
  const current = useWorkspace((state) => currentPlace(state)?.connectionId ?? last);
  const act = (does: () => void): void => {
    closeDrawer();
    does();
  };
  return (
    <div className="treepane">
      <h2 className="treehead">Connections</h2>
      <ul>
        {connections.map((connection) => (
          <li key={connection.connectionId}>
            <AriaButton
              className="ti cn"
              {...(connection.connectionId === current ? { "aria-current": "true" as const } : {})}
              onPress={() => act(() => turnTo(connection.connectionId))}
            >
              <span className="hue bar4" data-hue={connection.colour} />
              <span className="cnlines">
                <span className="cnname">{visibleValue(connection.name)}</span>
                <span className="row">
                  <LevelBadge level={badgeLevelOf(connection)} />
                  {connection.connectionId === current && <CurrentMark isCurrent />}
                  <PendingCount count={ofConnection.get(connection.connectionId) ?? 0} />
                </span>
              </span>
            </AriaButton>
          </li>
        ))}
        <li>
          <AriaButton className="ti rec ink-2" onPress={() => act(() => runCommand("connection.new"))}>
            <Icon of={Plus} />
            New connection…
          </AriaButton>
        </li>
        <li>
          <AriaButton className="ti rec ink-2" onPress={() => act(() => runCommand("connection.import"))}>
            <Icon of={FileInput} />
            Import…
          </AriaButton>
        </li>
      </ul>
    </div>
  );
}
