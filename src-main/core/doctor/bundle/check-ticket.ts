import type { SecretKind } from "#shared/bundle.ts";
import type { TicketCheck, TicketCheckRequest } from "#shared/ticket-check.ts";
import type { Connections } from "../../connections/connections.ts";
import type { SeenSecrets } from "../../http/seen-secrets.ts";
import { knownSecrets } from "./known-secrets.ts";
import { searchForSecrets } from "./search.ts";

/**
 * Searches a ticket text as a support bundle is searched. A password that is part of the user name is found
 * wherever that name occurs. The paragraphs that contain it are left out as a whole, because a gap in place of one word
 * would reveal which word it is.
 */
export async function checkTicket(
  { connectionId, owners, pasted, text }: TicketCheckRequest,
  connections: Pick<Connections, "get" | "passwordToSearchFor">,
  seen: Pick<SeenSecrets, "of">,
): Promise<TicketCheck> {
  const { secrets } = knownSecrets({ connectionId, owners, pasted }, connections, seen);
  const found = async (searched: string): Promise<readonly SecretKind[]> => {
    const { hits } = await searchForSecrets([{ part: "file", text: searched }], secrets);
    return hits.map(({ secret }) => secret);
  };
  const kinds = await found(text);
  if (kinds.length === 0) return { state: "clean" };
  const paragraphs = text.trimEnd().split(/\n{2,}/u);
  const clean: string[] = [];
  for (const paragraph of paragraphs) if ((await found(paragraph)).length === 0) clean.push(paragraph);
  const rest = clean.length === 0 ? "" : `${clean.join("\n\n")}\n`;
  const isRestClean = (await found(rest)).length === 0;
  return {
    state: "held",
    secrets: [...new Set(kinds)],
    held: paragraphs.length - clean.length,
    paragraphs: paragraphs.length,
    rest: isRestClean ? rest : "",
  };
}
