import { Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import { useNow } from "../../state/clock.ts";
import { report } from "../../state/report.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { formatAge } from "../response/format.ts";
import { detectLevel } from "./connection-actions.ts";
import { badgeLevelOf, countdown, levelOf } from "./connection-words.ts";
import { useUnlockedFor } from "./writes.ts";

/** What the account proved to be, and whether writes can be sent. */
export function AccountRows({ connection }: { readonly connection: Connection }) {
  const left = useUnlockedFor(connection);
  return (
    <>
      <hr className="hrule" />
      <LevelRow connection={connection} />
      <FormRow label="Writes">
        <div className="row line">
          {left === null ? (
            <Badge icon={Lock}>Read-only</Badge>
          ) : (
            <Badge kind="write" icon={LockOpen}>
              Unlocked {countdown(left)}
            </Badge>
          )}
        </div>
      </FormRow>
    </>
  );
}

function LevelRow({ connection }: { connection: Connection }) {
  const [busy, setBusy] = useState(false);
  const now = useNow(10_000);
  const { evidence, observedAt } = connection.level;
  const level = levelOf(connection);
  const detect = (): void => {
    setBusy(true);
    report(detectLevel(connection.connectionId).finally(() => setBusy(false)));
  };
  return (
    <FormRow label="Level">
      <div className="row line">
        <LevelBadge level={badgeLevelOf(connection)} />
        <span className="sm ink-2 ell">
          <Evidence text={evidence} />
        </span>
        <span className="grow" />
        {evidence !== "" && <span className="sm ink-3 nowrap">{formatAge(now - observedAt)}</span>}
        <Button size="small" onPress={detect} {...(busy ? { notNow: "Detecting now." } : {})}>
          {level === "unknown" ? "Detect" : "Detect again"}
        </Button>
      </div>
    </FormRow>
  );
}

/** Resources in the mono face, the rest as plain text. */
function Evidence({ text }: { text: string }) {
  return text
    .split(/\b(contacts|lists|agents|groups)\b/u)
    .map((piece, index) => (index % 2 === 1 ? <code key={piece}>{piece}</code> : piece));
}
