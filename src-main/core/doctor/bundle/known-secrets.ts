import type { BundleRequest } from "#shared/bundle.ts";
import type { TicketCheckRequest } from "#shared/ticket-check.ts";
import type { Connections } from "../../connections/connections.ts";
import { pastedResponses } from "#shared/pasted-responses.ts";
import { practicePassword } from "../../connections/practice-connections.ts";
import { hashJoined } from "../../digest/algorithm.ts";
import { fromWire, toWire, type WireText } from "../../digest/wire-text.ts";
import type { SeenSecrets } from "../../http/seen-secrets.ts";
import type { Secret } from "./search.ts";

export interface KnownSecrets {
  readonly secrets: readonly Secret[];
  /** The password is that of the practice server, which is printed in the manual. */
  readonly publicPassword: boolean;
}

const hashes = ["MD5", "SHA-256", "SHA-512-256"] as const;
/** Shorter cookies hold a language or a theme, and shorter responses are not digests. Neither gives access. */
const shortestToken = 8;

/**
 * Everything that must not appear in a bundle about this connection: the password on file and its HA1 for every realm
 * and algorithm, what its exchanges masked, and the responses of a pasted request.
 */
export function knownSecrets(
  { connectionId, owners, pasted }: Omit<TicketCheckRequest, "text">,
  connections: Pick<Connections, "get" | "passwordToSearchFor">,
  seen: Pick<SeenSecrets, "of">,
): KnownSecrets {
  const { practice, userName } = connections.get(connectionId);
  const password = connections.passwordToSearchFor(connectionId) ?? "";
  const publicPassword = practice !== null && password === practicePassword;
  const { secrets, realms } = seen.of(connectionId, owners);
  const all: Secret[] = [
    ...(publicPassword ? [] : [{ kind: "password" as const, text: password }]),
    ...(password === "" ? [] : ha1s(userName, password, realms)),
    ...secrets.map(({ kind, text }) => ({ kind, text: fromWire(text) })),
    ...pasted.map((text) => ({ kind: "response" as const, text })),
  ];
  const isSecret = ({ kind, text }: Secret): boolean =>
    kind === "password" ? text !== "" : text.length >= shortestToken;
  return { secrets: all.filter(isSecret), publicPassword };
}

/** What the exchanges of a bundle masked, and the responses of the pasted request in it. */
export function sourcesOf({
  connectionId,
  exchange,
  report,
  headerCheck,
}: BundleRequest): Omit<TicketCheckRequest, "text"> {
  const owners = [exchange?.exchangeId, report?.runId].filter((owner) => owner !== undefined);
  return { connectionId, owners, pasted: headerCheck === null ? [] : pastedResponses(headerCheck) };
}

function ha1s(userName: string, password: string, realms: readonly WireText[]): Secret[] {
  return realms.flatMap((realm) =>
    hashes.map((hash) => ({ kind: "HA1" as const, text: hashJoined(hash, toWire(userName), realm, toWire(password)) })),
  );
}
