import { PanelRight, Search } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { keysOf } from "../../commands.ts";
import { runCommand } from "../../state/command-bus.ts";
import { useSmall } from "../../state/media.ts";
import { useShell } from "../../state/shell.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Breadcrumb, PageCrumbs } from "./breadcrumb.tsx";
import { LockButton } from "../connections/lock-button.tsx";
import { NewRecordButton } from "../edit/new-record-button.tsx";
import { WriteBanner } from "./write-banner.tsx";
import { SidebarDrawer } from "./sidebar-drawer.tsx";
import { WalkButtons } from "./walk-buttons.tsx";

export interface TopbarProps {
  readonly connection: Connection | undefined;
  /** Replaces the breadcrumb: the page, and what is shown on it. null for a location. */
  readonly titles: readonly string[] | null;
  /** null where there is no inspector to show. */
  readonly inspectorOpen: boolean | null;
}

/** Where the user is, and how to get elsewhere. */
export function Topbar({ connection, titles, inspectorOpen }: TopbarProps) {
  const small = useSmall();
  const page = useShell((shell) => shell.page);
  return (
    <header className="topbar">
      {small && <SidebarDrawer connection={connection} page={page} />}
      <WalkButtons />
      {titles === null ? <Breadcrumb /> : <PageCrumbs titles={titles} />}
      {titles === null && connection && <NewRecordButton connection={connection} />}
      <span className="grow" />
      {connection && <WriteBanner connection={connection} />}
      {typeof connection?.unlockedUntil === "number" && <span className="grow" />}
      {small && connection && <LockButton connection={connection} showsTime />}
      <PaletteField />
      {inspectorOpen !== null && <InspectorButton open={inspectorOpen} />}
    </header>
  );
}

function PaletteField() {
  return (
    <AriaButton
      className="in sm quietedge palettefield"
      aria-keyshortcuts="Control+K"
      onPress={() => runCommand("palette.open")}
    >
      <Icon of={Search} size="s" />
      <span className="ph ell">Go to or run…</span>
      <Kbd keys={keysOf("palette.open") ?? ""} />
    </AriaButton>
  );
}

function InspectorButton({ open }: { open: boolean }) {
  return (
    <IconButton
      size="small"
      icon={PanelRight}
      label="Inspector"
      keys={keysOf("inspector.toggle")}
      pressed={open}
      onPress={() => runCommand("inspector.toggle")}
    />
  );
}
