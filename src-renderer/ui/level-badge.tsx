import { Building2, CircleDashed, CircleX, UserRound } from "lucide-react";
import type { Level } from "#shared/connection.ts";
import { Badge } from "./badge.tsx";

/** Which kind of account a login is. */
export function LevelBadge({ level }: { level: Level }) {
  switch (level) {
    case "company":
      return (
        <Badge kind="company" icon={Building2}>
          Company
        </Badge>
      );
    case "agent":
      return (
        <Badge kind="agent" icon={UserRound}>
          Agent
        </Badge>
      );
    case "rejected":
      return (
        <Badge kind="danger" icon={CircleX}>
          Rejected
        </Badge>
      );
    case "unknown":
      return (
        <Badge kind="unknown" icon={CircleDashed}>
          Level unknown
        </Badge>
      );
  }
}
