import { KeyRound, ShieldOff } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { Problem } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { acknowledgeUnencrypted } from "../connections/connection-actions.ts";
import { hostOf } from "../connections/connection-words.ts";

export interface LoginProblemProps {
  readonly connection: Connection;
  readonly problem: Problem | null;
  readonly onRun: () => void;
}

/** Why a run cannot begin, with the one thing that helps. Nothing when it can. */
export function LoginProblem({ connection, problem, onRun }: LoginProblemProps) {
  const { connectionId, hasPassword, passwordNeeded, unencryptedAcknowledged } = connection;
  if (!hasPassword || passwordNeeded) {
    return (
      <Notice
        strip
        kind="caution"
        icon={KeyRound}
        title={passwordNeeded ? "The password must be entered again." : "This connection has no password yet."}
        action={
          <Button
            size="small"
            onPress={() => useShell.getState().openDialog({ kind: "connection", connectionId, focus: "password" })}
          >
            Enter password…
          </Button>
        }
      >
        Without it there is no login to examine.
      </Notice>
    );
  }
  if (problem === null) return null;
  if (problem.code === "unencrypted-not-acknowledged") {
    if (unencryptedAcknowledged) return null;
    return (
      <Notice
        strip
        role="alert"
        kind="caution"
        icon={ShieldOff}
        title={`${hostOf(connection)} is not encrypted.`}
        action={
          <Button size="small" onPress={() => report(acknowledgeUnencrypted(connectionId).then(onRun))}>
            Examine anyway
          </Button>
        }
      >
        The password is never sent, but answers can be read on the way. This is asked once.
      </Notice>
    );
  }
  // Entered meanwhile: the person runs it again.
  if (problem.code === "password-needed") return null;
  return (
    <Notice strip role="alert" kind="danger" title={problem.message}>
      {problem.detail}
    </Notice>
  );
}
