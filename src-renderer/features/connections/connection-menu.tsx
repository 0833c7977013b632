import { ArrowDown, ArrowUp, ChevronsUpDown, FileInput, FileOutput, Pencil, Plus } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { keysOf } from "../../commands.ts";
import { useConnections } from "../../query.ts";
import { runCommand } from "../../state/command-bus.ts";
import { report } from "../../state/report.ts";
import { Icon } from "../../ui/icon.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { Menu, MenuItem, MenuSection, MenuSeparator } from "../../ui/menu.tsx";
import { CurrentMark } from "./current-mark.tsx";
import { moveConnection, turnTo } from "./connection-actions.ts";
import { hostOf, levelOf, spokenName } from "./connection-words.ts";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";

/** The name of the connection in use; opens the list of all of them. */
export function ConnectionMenu({ connection }: { connection: Connection }) {
  const connections = useConnections() ?? [];
  const { connectionId } = connection;
  const place = connections.findIndex((each) => each.connectionId === connectionId);

  function act(id: string): void {
    switch (id) {
      case "new":
        return runCommand("connection.new");
      case "edit":
        return runCommand("connection.edit");
      case "import":
        return runCommand("connection.import");
      case "export":
        return runCommand("connection.export");
      case "up":
        return report(moveConnection(connectionId, -1));
      case "down":
        return report(moveConnection(connectionId, 1));
      default:
        return turnTo(id);
    }
  }

  return (
    <Menu
      label="Connections"
      onAction={act}
      minWidth={288}
      trigger={
        <AriaButton className="connbtn">
          <span className="sr">Switch connection, now </span>
          <span className="hue" data-hue={connection.colour} />
          <span className="ell">
            <span className="nm ell">{visibleValue(connection.name)}</span>
            <span className="ho ell">{visibleText(hostOf(connection))}</span>
          </span>
          <Icon of={ChevronsUpDown} tone="c-3" />
        </AriaButton>
      }
    >
      <MenuSection title="Connections">
        {connections.map((each) => (
          <MenuItem
            key={each.connectionId}
            id={each.connectionId}
            text={spokenName(each)}
            end={
              <>
                <LevelBadge level={levelOf(each)} />
                <CurrentMark isCurrent={each.connectionId === connectionId} />
              </>
            }
          >
            <span className="hue bar4" data-hue={each.colour} />
            <span className="connline">
              <span className="ell">{visibleValue(each.name)}</span>
              {each.label !== "" && <span className="sm ink-3 ell">{visibleText(each.label)}</span>}
            </span>
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSeparator />
      <MenuItem id="edit" text="Edit this connection…" icon={Pencil} />
      <MenuItem id="up" text="Move up in this list" icon={ArrowUp} isDisabled={place <= 0} />
      <MenuItem
        id="down"
        text="Move down in this list"
        icon={ArrowDown}
        isDisabled={place === connections.length - 1}
      />
      <MenuSeparator />
      <MenuItem id="new" text="New connection…" icon={Plus} keys={keysOf("connection.new")} />
      <MenuItem id="import" text="Import…" icon={FileInput} />
      <MenuItem id="export" text="Export…" icon={FileOutput} />
    </Menu>
  );
}
