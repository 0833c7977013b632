import type { TicketCheckRequest } from "#shared/ticket-check.ts";
import { call } from "../../api.ts";
import { copyText } from "../response/clipboard.ts";
import { showToast } from "../../state/toast.ts";
import { heldTicketWords } from "./ticket-words.ts";

/**
 * Copies a text for a ticket after the main process has searched it for the secrets of its connection. Text that
 * contains one is not copied; the rest of it can be copied with a separate button.
 */
export async function copyTicket(request: TicketCheckRequest, said: string): Promise<void> {
  try {
    const check = await call("checkTicket", request);
    if (check.state === "clean") {
      await copy(request.text, said);
      return;
    }
    const { text, action } = heldTicketWords(check);
    const copyRest = { label: action, run: () => void copy(check.rest, "Copied the rest, which holds no secret.") };
    showToast(text, "problem", check.rest === "" ? [] : [copyRest]);
  } catch (error) {
    showToast(error instanceof Error ? error.message : "Nothing was copied.", "problem");
  }
}

/** Copies the report of a diagnosis or a test; it is also searched for the values that its exchanges showed masked. */
export function ticketOf({ connectionId, runId, ticket }: DiagnosedLogin): TicketCheckRequest {
  return { connectionId, owners: [runId], pasted: [], text: ticket };
}

interface DiagnosedLogin {
  readonly connectionId: string;
  readonly runId: string;
  readonly ticket: string;
}

async function copy(text: string, said: string): Promise<void> {
  try {
    await copyText(text);
    showToast(said);
  } catch {
    showToast("The clipboard refused the text.", "problem");
  }
}
