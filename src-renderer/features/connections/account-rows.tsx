import { Lock, LockOpen } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Connection } from "#shared/connection.ts";
import { useNow } from "../../state/clock.ts";
import { report } from "../../state/report.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { FormRow } from "../../ui/form-row.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { formatAge } from "../response/format.ts";
import { detectLevel } from "./connection-actions.ts";
import { unlockChoices } from "./connection-draft.ts";
import { badgeLevelOf, countdown, levelOf, minutes } from "./connection-words.ts";
import { useUnlockedFor } from "./writes.ts";

export interface AccountRowsProps {
  /** null for one that is not saved yet: nothing can be known of its account. */
  readonly connection: Connection | null;
  readonly unlockMinutes: number;
  readonly onUnlockMinutes: (minutes: number) => void;
  /** At the right end of the last row. */
  readonly end: ReactNode;
}

/** What the account proved to be, and how long an unlock of writes lasts. */
export function AccountRows({ connection, unlockMinutes, onUnlockMinutes, end }: AccountRowsProps) {
  const left = useUnlockedFor(connection ?? undefined);
  const choices = [...new Set([...unlockChoices, unlockMinutes])].toSorted((one, other) => one - other);
  return (
    <>
      <hr className="hrule" />
      {connection && <LevelRow connection={connection} />}
      <FormRow label="Writes">
        <div className="row line">
          {left === null ? <Badge icon={Lock}>Read-only</Badge> : null}
          {left === null ? null : (
            <Badge kind="write" icon={LockOpen}>
              Unlocked {countdown(left)}
            </Badge>
          )}
          <span className="sm ink-2 nowrap" aria-hidden="true">
            Unlocking lasts
          </span>
          <Choice
            label="Unlocking lasts"
            width={108}
            options={choices.map((count) => ({ id: String(count), text: minutes(count) }))}
            selected={String(unlockMinutes)}
            onSelect={(id) => onUnlockMinutes(Number(id))}
          />
          <span className="sm ink-3 nowrap">each time</span>
          <span className="grow" />
          {end}
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

/** Resources in the mono face, the rest as words. */
function Evidence({ text }: { text: string }) {
  return text
    .split(/\b(contacts|lists|agents|groups)\b/u)
    .map((piece, index) => (index % 2 === 1 ? <code key={piece}>{piece}</code> : piece));
}
