import { FileInput, Plus } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useConnections, useSettings } from "../../query.ts";
import { runCommand } from "../../state/command-bus.ts";
import { Icon } from "../../ui/icon.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { CurrentMark } from "./current-mark.tsx";
import { levelOf } from "./connection-words.ts";
import { turnTo } from "./connection-actions.ts";
import { visibleValue } from "../../ui/visible-text.tsx";

/** All connections, beside the welcome page. */
export function ConnectionList() {
  const connections = useConnections() ?? [];
  const current = useSettings()?.lastConnectionId ?? null;
  return (
    <div className="treepane">
      <h2 className="treehead">Connections</h2>
      <ul>
        {connections.map((connection) => (
          <li key={connection.connectionId}>
            <AriaButton
              className="ti cn"
              {...(connection.connectionId === current ? { "aria-current": "true" as const } : {})}
              onPress={() => turnTo(connection.connectionId)}
            >
              <span className="hue bar4" data-hue={connection.colour} />
              <span className="ell">{visibleValue(connection.name)}</span>
              <span className="offmark">
                <LevelBadge level={levelOf(connection)} />
                <CurrentMark isCurrent={connection.connectionId === current} />
              </span>
            </AriaButton>
          </li>
        ))}
        <li>
          <AriaButton className="ti rec ink-2" onPress={() => runCommand("connection.new")}>
            <Icon of={Plus} />
            New connection…
          </AriaButton>
        </li>
        <li>
          <AriaButton className="ti rec ink-2" onPress={() => runCommand("connection.import")}>
            <Icon of={FileInput} />
            Import…
          </AriaButton>
        </li>
      </ul>
    </div>
  );
}
