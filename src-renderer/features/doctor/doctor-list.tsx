import { Check, X } from "lucide-react";
import { useNow } from "../../state/clock.ts";
import { closeDrawer } from "../../state/drawer.ts";
import type { Connection } from "#shared/connection.ts";
import { verdictName } from "#shared/verdict-names.ts";
import { connectionsNow, useConnections } from "../../query.ts";
import { useDoctor, type EarlierVerdict } from "../../state/doctor.ts";
import { Tree, type TreeGroup } from "../../ui/tree.tsx";
import { turnTo } from "../connections/connection-actions.ts";
import { doctorTools } from "./doctor-tools.ts";
import { verdictTime } from "./verdict-time.ts";

/** The Doctor's part of the sidebar: its tools, and the results so far. */
export function DoctorList() {
  const { tool, earlier } = useDoctor();
  const connections = useConnections() ?? [];
  const now = useNow(60_000);
  const found: TreeGroup = {
    id: "earlier",
    title: "Earlier verdicts",
    items: earlier.map((verdict) => ({
      id: verdict.verdictId,
      depth: 0,
      text: verdictName(verdict.code),
      detail: aboutOf(verdict, connections),
      icon: verdict.good ? Check : X,
      tone: verdict.good ? "c-ok" : "c-danger",
      count: verdictTime(verdict.at, now),
      flush: true,
    })),
  };
  const tools: TreeGroup = {
    id: "tools",
    title: "Find out",
    items: doctorTools.map(({ tool: id, title, icon }) => ({
      id,
      depth: 0,
      text: title,
      icon,
      selected: id === tool,
      flush: true,
    })),
  };

  function open(id: string): void {
    closeDrawer();
    const entry = doctorTools.find((each) => each.tool === id);
    if (entry) useDoctor.getState().choose(entry.tool);
    else {
      const about = earlier.find((each) => each.verdictId === id)?.connectionId;
      if (connectionsNow().some(({ connectionId }) => connectionId === about) && about !== undefined) turnTo(about);
      useDoctor.getState().showVerdict(id);
    }
  }

  return (
    <div className="treepane">
      <Tree
        label="Doctor"
        groups={earlier.length === 0 ? [tools] : [tools, found]}
        onOpen={open}
        onToggle={() => undefined}
      />
    </div>
  );
}

/** `Harbour & Oak agent, contacts` */
function aboutOf(
  { tool, connectionId, designator }: EarlierVerdict,
  connections: readonly Connection[],
): string | undefined {
  const name = connections.find((each) => each.connectionId === connectionId)?.name;
  const about = tool === "header-check" ? "a pasted header" : designator;
  const parts = [name, about].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(", ");
}
