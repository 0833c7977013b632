import { amountInWords, listInWords } from "./amounts.ts";
import type { AcceptedLogin, EditedPart } from "./login-history.ts";
import type { LoginStanding } from "./login-standing.ts";

export interface LoginSentence {
  /** One sentence. */
  readonly title: string;
  /** What it rests on, or what follows from it; may be empty. */
  readonly message: string;
}

/** `This login worked 12 minutes ago and is refused now.` */
export function refusedSinceTitle(workedAt: number, now: number): string {
  return `This login worked ${agoInWords(now - workedAt)} and is refused now.`;
}

/** The words for a login state. null: there is nothing to say about the login. */
export function sayStanding(standing: LoginStanding, now: number): LoginSentence | null {
  switch (standing.kind) {
    case "undecided":
    case "accepted":
      return null;
    case "other-level": {
      const { account, resource, proof } = standing;
      const proven = proof === null ? "" : `, proven ${agoInWords(now - proof.at)} by ${proof.designator}`;
      return {
        title: `This account may not use ${resource} resources.`,
        message: `It is ${account === "agent" ? "an agent" : "a company"} account${proven}.`,
      };
    }
    case "resource-refused":
      return {
        title: "This resource is refused to this login.",
        message:
          standing.proof === null
            ? "The server accepted the same login before."
            : `The same login worked ${workedFor(standing.proof, now)}.`,
      };
    case "works-again":
      return {
        title: "This login was refused, and was accepted after that.",
        message: `It worked ${workedFor(standing.proof, now)}. Send the request again.`,
      };
    case "refused-since":
      return { title: refusedSinceTitle(standing.proof.at, now), message: "" };
    case "edited-since":
      return {
        title: "The server refused this login.",
        message: `${editInWords(standing.parts)} here ${agoInWords(now - standing.editedAt)}. The login before that worked ${agoInWords(now - standing.proof.at)}.`,
      };
    case "before-edit":
      return {
        title: "This response refused the login as it was before.",
        message: `${editInWords(standing.parts)} here ${agoInWords(now - standing.editedAt)}. Send the request again.`,
      };
    case "nonce-scope":
      return {
        title: "The server refused this login.",
        message: "The user name or the password is wrong, or the nonce counts only on the connection that was closed.",
      };
    case "rejected":
      return {
        title: "The user name or the password is wrong.",
        message: "The server refused the signed request.",
      };
    case "rejected-or-level":
      return {
        title: "The server refused this login.",
        message: `The user name or the password is wrong, or this is not ${standing.resource === "agent" ? "an agent" : "a company"} account.`,
      };
  }
}

/**
 * What a 401 meant, for a status bar, a table or a list. null: only the general meaning of the status can be given.
 *
 * @param clock Writes a time of day, such as `13:50`.
 */
export function shortStanding(standing: LoginStanding, clock: (at: number) => string): string | null {
  switch (standing.kind) {
    case "undecided":
    case "accepted":
    case "rejected-or-level":
    case "nonce-scope":
      return null;
    case "refused-since":
      return `It worked at ${clock(standing.proof.at)}.`;
    case "works-again":
      return `It worked again at ${clock(standing.proof.at)}.`;
    case "edited-since":
      return `The login was changed here at ${clock(standing.editedAt)}.`;
    case "before-edit":
      return `Before the login was changed here at ${clock(standing.editedAt)}.`;
    case "other-level":
      return `For ${standing.resource} accounts only.`;
    case "resource-refused":
      return "Refused for this resource.";
    case "rejected":
      return "Wrong user name or password.";
  }
}

const editWords: Readonly<Record<EditedPart, string>> = {
  "user-name": "the user name was changed",
  password: "the password was entered again",
  encoding: "the encoding of the login was changed",
};

/** `The user name was changed and the password was entered again` */
export function editInWords(parts: readonly EditedPart[]): string {
  const text = listInWords(parts.map((part) => editWords[part]));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

const steps = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `12 minutes ago`, in whole units; below a minute `a moment ago`. */
export function agoInWords(milliseconds: number): string {
  for (const [name, length] of steps) {
    if (milliseconds >= length) return `${amountInWords(Math.floor(milliseconds / length), name)} ago`;
  }
  return "a moment ago";
}

function workedFor({ at, designator }: AcceptedLogin, now: number): string {
  return `${agoInWords(now - at)}, for ${designator}`;
}
