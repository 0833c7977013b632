import {
  ArrowLeftRight,
  BookOpen,
  ChevronDown,
  FileDiff,
  SlidersHorizontal,
  Table2,
  type LucideIcon,
} from "lucide-react";
import { keysOf, type CommandId } from "../../commands.ts";
import type { Panel } from "../../state/place.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";

const panels: readonly {
  readonly id: Panel;
  readonly text: string;
  readonly icon: LucideIcon;
  readonly command: CommandId;
}[] = [
  { id: "headers", text: "Headers", icon: SlidersHorizontal, command: "view.headers" },
  { id: "handshake", text: "Handshake", icon: ArrowLeftRight, command: "view.handshake" },
  { id: "docs", text: "Docs", icon: BookOpen, command: "view.docs" },
  { id: "formats", text: "Formats", icon: FileDiff, command: "view.formats" },
];

export interface PanelsMenuProps {
  /** The panel that is shown; null while the data is shown. */
  readonly panel: Panel | null;
  readonly onData: () => void;
  readonly onOpen: (panel: Panel) => void;
}

/** Replaces the tabs where the bar has no room for them. */
export function PanelsMenu({ panel, onData, onOpen }: PanelsMenuProps) {
  const shown = panels.find(({ id }) => id === panel);
  return (
    <Menu
      label="Panels"
      selected={panel ?? "data"}
      onAction={(id) => {
        const panel = panels.find((each) => each.id === id);
        if (panel === undefined) onData();
        else onOpen(panel.id);
      }}
      trigger={
        <Button size="small" extraClass="panelsbtn" {...(shown ? { "aria-label": `Panels, now ${shown.text}` } : {})}>
          {shown?.text ?? "Panels"}
          <Icon of={ChevronDown} size="xs" />
        </Button>
      }
    >
      <MenuItem id="data" text="Data" icon={Table2} choice />
      <MenuSeparator />
      {panels.map(({ id, text, icon, command }) => (
        <MenuItem key={id} id={id} text={text} icon={icon} keys={keysOf(command)} choice />
      ))}
    </Menu>
  );
}
