import { ArrowLeft, ArrowRight, PanelRight, Search } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { keysOf } from "../../commands.ts";
import { runCommand, useCommand } from "../../state/command-bus.ts";
import { useSmall } from "../../state/media.ts";
import { useShell } from "../../state/shell.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Breadcrumb, PageCrumbs } from "./breadcrumb.tsx";
import { LockButton } from "../connections/lock-button.tsx";
import { NewRecordButton } from "../edit/new-record-button.tsx";
import { Lid } from "./lid.tsx";
import { SidebarDrawer } from "./sidebar-drawer.tsx";

export interface TopbarProps {
  readonly connection: Connection | undefined;
  /** Stands where the breadcrumb would: the page, and what of it is on screen. null while that is a place. */
  readonly titles: readonly string[] | null;
  /** null where there is no inspector to show. */
  readonly inspectorOpen: boolean | null;
}

/** Where the person is and how to get elsewhere. */
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
      {connection && <Lid connection={connection} />}
      {typeof connection?.unlockedUntil === "number" && <span className="grow" />}
      {small && connection && <LockButton connection={connection} />}
      <PaletteField />
      {inspectorOpen !== null && <InspectorButton open={inspectorOpen} />}
    </header>
  );
}

function WalkButtons() {
  const exploring = useShell((shell) => shell.page === "explore");
  const canGoBack = useWorkspace((state) => (exploring ? state.position > 0 : currentPlace(state) !== null));
  const canGoForward = useWorkspace((state) => state.trail[state.position + 1] !== undefined);
  const noBack = canGoBack ? undefined : "Nothing to go back to.";
  const noForward = canGoForward ? undefined : "Nothing to go forward to.";
  const walk = (direction: "back" | "forward"): void => {
    // From another page back leads to the resource that was on screen before it.
    if (exploring || direction === "forward") useWorkspace.getState()[direction]();
    useShell.getState().show("explore");
  };
  useCommand("go.back", () => walk("back"), noBack);
  useCommand("go.forward", () => walk("forward"), noForward);

  return (
    <>
      <IconButton
        size="small"
        icon={ArrowLeft}
        label="Back"
        keys={keysOf("go.back")}
        notNow={noBack}
        onPress={() => walk("back")}
      />
      <IconButton
        size="small"
        icon={ArrowRight}
        label="Forward"
        extraClass="hide-s"
        keys={keysOf("go.forward")}
        notNow={noForward}
        onPress={() => walk("forward")}
      />
    </>
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
