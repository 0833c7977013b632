import type { Connection } from "#shared/connection.ts";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import { CallError } from "../call-error.ts";
import type { Confirm, Question } from "../ports.ts";
import { isUnencrypted } from "./base-url.ts";
import type { Connections } from "./connections.ts";

/**
 * Allows a stored password to be used for another origin after the user has confirmed it in a main-process dialog.
 */
export function createMovePassword(
  confirm: Confirm | null,
  connections: Pick<Connections, "get" | "rebindPassword">,
): (connectionId: string) => Promise<Connection> {
  let asking = false;
  return async (connectionId) => {
    const { passwordOrigin: from, baseUrl } = connections.get(connectionId);
    const to = canonicalOrigin(baseUrl);
    if (from === undefined || canonicalOrigin(from) === null || to === null) {
      throw new CallError("not-found", "No stored password was entered for another server.");
    }
    if (confirm === null) {
      throw new CallError(
        "not-on-this-host",
        "Enter the password again: only the desktop application can move a stored one.",
      );
    }
    // One dialog at a time: a page that keeps asking cannot wear the user down.
    if (asking) return connections.get(connectionId);
    asking = true;
    try {
      if (await confirm(questionOf(from, to))) return await connections.rebindPassword(connectionId, from, to);
      return connections.get(connectionId);
    } finally {
      asking = false;
    }
  };
}

function questionOf(from: string, to: string): Question {
  const [before, after] = [new URL(from), new URL(to)];
  const sentences = [
    `The password was entered for ${from}. From now on it would be used for ${to}, and no longer for ${from}.`,
    `${to} then receives digests of the password. The operator of that server can try passwords against them.`,
    isUnencrypted(to) && before.protocol === "https:"
      ? `${from} is encrypted and ${to} is not: what is sent and received there can be read on the way.`
      : isUnencrypted(to)
        ? `${to} is not encrypted: what is sent and received there can be read on the way.`
        : null,
    before.hostname === after.hostname ? null : "Go on only if this login belongs to that server.",
  ];
  return {
    title: `Use the stored password for ${after.host}?`,
    message: sentences.filter((sentence) => sentence !== null).join(" "),
    yes: "Use Password",
  };
}
