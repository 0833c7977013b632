import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import { updateSettings } from "../../query.ts";
import { useNarrow } from "../../state/media.ts";
import { report } from "../../state/report.ts";
import type { Page } from "../../state/shell.ts";
import { ResizeHandle } from "../../ui/resize-handle.tsx";
import { ConnectionBlock } from "../connections/connection-block.tsx";
import { ConnectionList } from "../connections/connection-list.tsx";
import { DoctorList } from "../doctor/doctor-list.tsx";
import { ResourceTree } from "../resources/resource-tree.tsx";

const narrowWidth = 208;

export interface SidebarContentProps {
  /** Undefined: all connections are listed instead. */
  readonly connection: Connection | undefined;
  readonly page: Page;
}

export interface SidebarProps extends SidebarContentProps {
  readonly width: number;
}

/** The connection in use, and what can be opened on this page. */
export function SidebarContent({ connection, page }: SidebarContentProps) {
  return (
    <>
      {connection && <ConnectionBlock key={connection.connectionId} connection={connection} />}
      {page === "doctor" && <DoctorList />}
      {page !== "doctor" && connection && (
        <ResourceTree key={`tree ${connection.connectionId}`} connection={connection} />
      )}
      {page !== "doctor" && !connection && <ConnectionList />}
    </>
  );
}

export function Sidebar({ connection, page, width }: SidebarProps) {
  const narrow = useNarrow();
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = narrow ? Math.min(dragged ?? width, narrowWidth) : (dragged ?? width);
  return (
    <aside className="sidebar" aria-label="Connection and resources" tabIndex={-1} style={{ width: shown }}>
      <SidebarContent connection={connection} page={page} />
      {!narrow && (
        <ResizeHandle
          label="Width of the sidebar"
          edge="right"
          width={shown}
          least={200}
          most={400}
          onResize={setDragged}
          onDone={(sidebarWidth) => {
            setDragged(null);
            report(updateSettings({ sidebarWidth }));
          }}
        />
      )}
    </aside>
  );
}
