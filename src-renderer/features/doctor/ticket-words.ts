import type { TicketCheck } from "#shared/ticket-check.ts";
import { formatAmount } from "../response/format.ts";
import { secretWords } from "./bundle-words.ts";

/** Why a text was not copied, and the label of its button. The words that contain the secret are not named. */
export function heldTicketWords({ secrets, held, paragraphs, rest }: Extract<TicketCheck, { state: "held" }>): {
  readonly text: string;
  readonly action: string;
} {
  const what = secrets.map((kind) => secretWords[kind]).join(" and ");
  const action = `Copy without ${held === 1 ? "it" : "them"}`;
  if (rest === "") return { text: `Not copied: the text holds ${what}.`, action };
  const where = `${String(held)} of ${formatAmount(paragraphs, "paragraph")} ${held === 1 ? "holds" : "hold"}`;
  return { text: `Not copied: ${where} ${what}.`, action };
}
