import { Check, X } from "lucide-react";
import { useNow } from "../../state/clock.ts";
import { connectionsNow } from "../../query.ts";
import { closeDrawer } from "../../state/drawer.ts";
import { useDoctor } from "../../state/doctor.ts";
import { Tree, type TreeGroup } from "../../ui/tree.tsx";
import { turnTo } from "../connections/connection-actions.ts";
import { doctorTools } from "./doctor-tools.ts";
import { verdictTime } from "./verdict-time.ts";

/** The Doctor's part of the sidebar: what can be found out, and what was. */
export function DoctorList() {
  const { tool, earlier } = useDoctor();
  const now = useNow(60_000);
  const found: TreeGroup = {
    id: "earlier",
    title: "Earlier verdicts",
    items: earlier.map(({ verdictId: id, code, good, at }) => ({
      id,
      depth: 0,
      text: code,
      icon: good ? Check : X,
      count: verdictTime(at, now),
      flush: true,
      mono: true,
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
