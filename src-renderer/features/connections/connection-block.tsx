import { CircleDashed } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { report } from "../../state/report.ts";
import { Icon } from "../../ui/icon.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { detectLevel } from "./connection-actions.ts";
import { badgeLevelOf } from "./connection-words.ts";
import { ConnectionMenu } from "./connection-menu.tsx";
import { useIsUnlocked } from "./writes.ts";
import { useNarrow } from "../../state/media.ts";
import { LockButton } from "./lock-button.tsx";

/** Which connection is in use, what its account may do, and whether writes can be sent. */
export function ConnectionBlock({ connection }: { connection: Connection }) {
  const level = badgeLevelOf(connection);
  const roomy = !useIsUnlocked(connection);
  const narrow = useNarrow();
  const words = roomy && !narrow ? "Level unknown" : "Level?";
  return (
    <section className="conn" aria-label="Connection">
      <ConnectionMenu connection={connection} />
      <div className="lockrow">
        {level === "unknown" ? (
          <Tooltip text="Find out with at most two GET requests">
            <AriaButton
              className="badge unknown"
              aria-label={`${words}. Detect it`}
              onPress={() => report(detectLevel(connection.connectionId))}
            >
              <Icon of={CircleDashed} />
              {words}
            </AriaButton>
          </Tooltip>
        ) : (
          <LevelBadge level={level} />
        )}
        <LockButton connection={connection} />
      </div>
    </section>
  );
}
