import type { Connection } from "#shared/connection.ts";
import type { Problem } from "../../state/place.ts";
import { Notice } from "../../ui/notice.tsx";
import { LinkLocalStrip, PasswordStrip, UnencryptedStrip } from "../connections/login-strips.tsx";

export interface LoginProblemProps {
  readonly connection: Connection;
  readonly problem: Problem | null;
  readonly onRun: () => void;
}

/** Why a run cannot start, with the one action that helps. Nothing when it can. */
export function LoginProblem({ connection, problem, onRun }: LoginProblemProps) {
  const { hasPassword, passwordNeeded, unencryptedAcknowledged, linkLocalAcknowledged } = connection;
  if (!hasPassword || passwordNeeded) {
    return <PasswordStrip connection={connection}>Without it there is no login to examine.</PasswordStrip>;
  }
  if (problem === null) return null;
  if (problem.code === "unencrypted-not-acknowledged") {
    if (unencryptedAcknowledged) return null;
    return <UnencryptedStrip connection={connection} action="Examine anyway" onAccepted={onRun} />;
  }
  if (problem.code === "link-local-not-acknowledged") {
    if (linkLocalAcknowledged === true) return null;
    const { message } = problem;
    return <LinkLocalStrip connection={connection} message={message} action="Examine anyway" onAccepted={onRun} />;
  }
  // The password has since been entered; the user can start the run again.
  if (problem.code === "password-needed") return null;
  return (
    <Notice strip role="alert" kind="danger" title={problem.message}>
      {problem.detail}
    </Notice>
  );
}
