import type { FailureCode } from "#shared/reply.ts";
import type { LoginTest } from "#shared/login-test.ts";
import { formatAmount, formatDuration } from "../response/format.ts";
import type { NoticeKind } from "../../ui/notice.tsx";
import { hasEdges, removalWords, type Edges } from "./edge-spaces.ts";

/** The words about a test: the sentence, what it cost, and the text below it. */
export interface LoginTestWords {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly cost: string;
  readonly hint: string;
}

/** `edges` is what surrounded the password that was tried. */
export function loginTestWords(test: LoginTest, edges: Edges): LoginTestWords {
  const cost = `${formatAmount(test.wireRequests, "wire request")}, ${formatDuration(test.durationMs)}`;
  const { level, evidence } = test.found;
  switch (level) {
    case "agent":
    case "company":
      return { kind: "ok", title: "The login works.", cost, hint: `${evidence}.` };
    case "rejected":
      return {
        kind: "danger",
        title: "The server refuses this login.",
        cost,
        hint: hasEdges(edges)
          ? `It was tested as typed. ${removalWords(edges)} and test again before you ask for a new password.`
          : `${evidence}. Show the password and compare it with the one you were given.`,
      };
    case "unknown":
      if (test.failure !== null) return { kind: "danger", title: "No response came.", cost, hint: test.failure };
      if (test.isOpen) {
        const hint = `${evidence}. The server served this without a login. Check the base URL.`;
        return { kind: "caution", title: "The server asked for no login.", cost, hint };
      }
      return {
        kind: "caution",
        title: "The responses do not show whether the login works.",
        cost,
        hint: `${evidence}. Save the connection and run the diagnosis to find out why.`,
      };
  }
}

/** Why a test did not take place, and what the button offers; the message comes from the main process. */
export function untestedWords(code: FailureCode, message: string): { readonly title: string; readonly again: string } {
  if (code === "unencrypted-not-acknowledged") {
    const title = "This base URL is not encrypted: what is sent and received can be read on the way.";
    return { title, again: "Test anyway" };
  }
  return { title: message, again: code === "link-local-not-acknowledged" ? "Test anyway" : "Test again" };
}
