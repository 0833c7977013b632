import { Building2, CircleDashed, CircleX, UserRound } from "lucide-react";
import type { BadgeLevel } from "#shared/login-standing.ts";
import { Badge } from "./badge.tsx";

/** Which kind of account a login is, or that it is refused now. */
export function LevelBadge({ level }: { level: BadgeLevel }) {
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
    case "refused":
      return (
        <Badge kind="danger" icon={CircleX}>
          Refused
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
