import { listInWords } from "#shared/amounts.ts";
import { differenceOfChallenges, type ChallengeDifference } from "#shared/http/challenge-difference.ts";
import type { Exchange, LoginVerdict } from "#shared/http/exchange.ts";
import type { LoginStanding } from "#shared/login-standing.ts";
import { sayStanding } from "#shared/login-words.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import type { AnswerNotice, KnownLogin } from "./answer-notices.ts";
import { standingOfExchange } from "./exchange-standing.ts";
import { quote } from "./server-quote.ts";

type LoginWords = Omit<AnswerNotice, "key" | "kind">;

const why = { id: "why", text: "Why?" } as const;
const runDiagnosis = { id: "why", text: "Run diagnosis" } as const;
const handshake = { id: "handshake", text: "Handshake" } as const;
const headers = { id: "headers", text: "Headers" } as const;
const send = { id: "send", text: "Send again" } as const;
const editConnection = { id: "edit-connection", text: "Edit connection…" } as const;

/** What a response says about the login; null when there is nothing to say. */
export function loginNotice(
  exchange: Exchange,
  resource: Resource | null,
  known: KnownLogin,
  serverWords: string | null,
): AnswerNotice | null {
  const standing = standingOfExchange(exchange, resource, known);
  // The Doctor asks the same question first: whatever else the 401 may mean, it belongs to another login.
  const difference = differenceOfChallenges(exchange.legs);
  const words = difference === null ? wordsOf(standing, exchange.login, known.now) : anotherLogin(difference);
  if (words === null) return null;
  // What was observed is more precise than the server's message, which names both possible causes of a 401.
  const isQuoted = serverWords !== null && (difference !== null || standing.kind !== "refused-since");
  return { key: "login", kind: "danger", ...words, ...(isQuoted ? { next: quote(serverWords) } : {}) };
}

function wordsOf(standing: LoginStanding, login: LoginVerdict, now: number): LoginWords | null {
  const said = sayStanding(standing, now);
  if (said === null) return loginWords(login);
  return { ...said, ...manners[standing.kind] };
}

/** How the words about the login look, and what is offered with them. */
const manners: Readonly<Record<LoginStanding["kind"], Pick<AnswerNotice, "icon" | "actions" | "ages">>> = {
  undecided: { icon: "key", actions: [] },
  accepted: { icon: "key", actions: [] },
  "other-level": { icon: "ban", actions: [why, handshake] },
  "resource-refused": { icon: "ban", actions: [why, handshake] },
  "works-again": { icon: "key", actions: [send, handshake] },
  "refused-since": { icon: "failed", actions: [runDiagnosis, handshake], ages: true },
  "edited-since": { icon: "key", actions: [why, editConnection, handshake] },
  "before-edit": { icon: "key", actions: [send, handshake] },
  "nonce-scope": { icon: "key", actions: [why, editConnection, handshake] },
  rejected: { icon: "key", actions: [why, editConnection, handshake] },
  "rejected-or-level": { icon: "key", actions: [why, editConnection, handshake] },
};

const differing = { realm: "realm", algorithm: "algorithm", qop: "qop", domain: "protection space" } as const;

function anotherLogin(difference: ChallengeDifference): LoginWords {
  const names = difference.kind === "scheme" ? ["scheme"] : difference.differing.map(({ name }) => differing[name]);
  const others = listInWords(names.map((name) => `another ${name}`));
  return {
    icon: "key",
    title: "The second challenge asks for a different login.",
    message: `The 401 to the signed request asks for ${others}, so it says nothing about the password.`,
    actions: [why, handshake],
  };
}

/** A login that could not be judged, and why. */
function loginWords(login: LoginVerdict): LoginWords | null {
  switch (login) {
    case "accepted":
    case "not-asked":
    case "none":
    case "credentials-rejected":
    case "not-permitted":
    case "refused-since":
      return null;
    case "nonce-loop":
      return {
        icon: "key",
        title: "The server asks for the login again and again.",
        message: "It gave a new nonce for every answer. The login may be right; nothing more was sent.",
        actions: [why, handshake],
      };
    case "no-challenge":
      return {
        icon: "key",
        title: "401 without a challenge.",
        message: "The server wants a login and does not say which kind, so there was nothing to answer.",
        actions: [why, headers],
      };
    case "basic-only":
      return {
        icon: "key",
        title: "The server asks for Basic, not for Digest.",
        message: "The password was not sent: Basic would send it readable.",
        actions: [why, headers],
      };
    case "malformed-challenge":
      return {
        icon: "key",
        title: "The challenge of the server cannot be read.",
        message: "Its WWW-Authenticate header breaks the rules of Digest.",
        actions: [why, headers],
      };
    case "unsupported-algorithm":
      return {
        icon: "key",
        title: "The server asks for a hash that Digest does not have.",
        message: "The algorithm in its challenge is not MD5, SHA-256 or SHA-512-256.",
        actions: [why, headers],
      };
    case "unsupported-qop":
      return {
        icon: "key",
        title: "The server asks for a protection that Digest does not have.",
        message: "The qop in its challenge is neither auth nor auth-int.",
        actions: [why, headers],
      };
    case "no-password":
      return {
        icon: "key",
        title: "This request was sent without a password.",
        message: "The server asks for a login.",
        actions: [editConnection],
      };
  }
}
