import type { VerdictCode } from "#shared/doctor-names.ts";
import type { Verdict } from "#shared/doctor.ts";
import { editInWords, refusedSinceTitle } from "#shared/login-words.ts";
import { networkWords, ourSide } from "./network-words.ts";
import { codeOf, shownValue } from "./shown-value.ts";
import { statusWords } from "./status-words.ts";
import { utcMinute, utcTime } from "./utc-words.ts";
import { otherLevel, type CaseFacts, type Finding } from "./finding.ts";

/** A verdict in words. Backticks enclose what is shown as code. */
export type Words = Pick<Verdict, "title" | "explanation" | "tell">;
export type WordsOf = (facts: CaseFacts, finding: Finding) => Words;

function otherCharsetThan(charset: string): string {
  return charset === "Latin-1" ? "UTF-8" : "Latin-1";
}

/** Everything that a verdict says, for every code. */
export const verdictWords: Readonly<Record<VerdictCode, WordsOf>> = {
  ...networkWords,
  ...statusWords,

  "redirected-elsewhere": (facts, found) =>
    leadsToHttps(facts, found)
      ? {
          title: "The server points to https.",
          explanation: `It answered ${found.status ?? 301} and named ${codeOf(found.detail, "no address")}: the same host, with encryption. Logins are never sent along a redirect, so the diagnosis ends here. Change the base URL to https.`,
          tell: "The API wants an encrypted connection. The base URL in your program must begin with https. Do not let your program send its login along a redirect.",
        }
      : {
          title: "The server points to another address.",
          explanation: `It answered ${found.status ?? 301} and named ${codeOf(found.detail, "no address")}. Logins are never sent to an address that a server names, so the diagnosis ends here. If the API has moved, the base URL must say so; a network that wants a sign-in of its own redirects as well.`,
          tell: "The address that your program uses redirects to another one. Please use the API's own base URL, without anything that forwards, and do not let your program send its login along a redirect.",
        },
  "no-challenge": () => ({
    title: "The server asks for a login and does not say how.",
    explanation:
      "The 401 carries no `WWW-Authenticate` header. Without it no client can compute a digest, because realm and nonce are missing. Something on the way may have taken the header out.",
    tell: `The server refuses the request without naming the way to log in, often because a proxy removed the header \`WWW-Authenticate\`. Please try from a network without that proxy. ${ourSide}`,
  }),
  "basic-only": (_facts, { detail }) => ({
    title: "The server does not offer a Digest login.",
    explanation: `${shownValue(detail) === "" ? "Its `WWW-Authenticate` header names no login that can be read" : `It offers ${shownValue(detail)} only`}. The API uses Digest; a Basic login would send the password in readable form, so nothing was sent.`,
    tell: "The address that your program uses asks for another kind of login than the API does. Please check the base URL, and do not send your API password there.",
  }),
  "malformed-challenge": (_facts, { detail }) => ({
    title: "The server’s challenge cannot be read.",
    explanation: `The 401 carries a Digest challenge that breaks the rules of its grammar, or lacks realm or nonce.${detail === "" ? "" : ` ${detail}`} A client that guesses would compute a wrong response. Some clients guess right and log in all the same.`,
    tell: `The server's challenge, by which it asks for the login, is damaged.${detail === "" ? "" : ` ${detail}`} Some programs cope with it, others do not, so another program may work. The people who run the API must correct the challenge. Nothing says that the login is wrong.`,
  }),
  "unsupported-algorithm": (_facts, { detail }) => ({
    title:
      detail.trim() === ""
        ? "The server’s challenge contains an empty algorithm."
        : `The server wants the algorithm ${shownValue(detail)}, which is not known.`,
    explanation:
      "Known are MD5, SHA-256 and SHA-512-256, each also with -sess. The challenge names none of them, so no response can be computed.",
    tell: `The server asks for a way of computing the login (${codeOf(detail, "an empty name")}) that clients do not know. ${ourSide}`,
  }),
  "unsupported-qop": (_facts, { detail }) => ({
    title:
      detail.trim() === ""
        ? "The server’s challenge contains an empty qop."
        : `The server wants qop ${shownValue(detail)}, which is not known.`,
    explanation: "Known are auth and auth-int. The challenge offers neither, so no response can be computed.",
    tell: `The server asks for a quality of protection (${codeOf(detail, "an empty name")}) that clients do not know. ${ourSide}`,
  }),
  "invalid-user-name": (_facts, { detail }) => ({
    title: "This user name can never log in.",
    explanation: `${detail} Such a name would make the digest ambiguous or break the header, so nothing was sent with it.`,
    tell: "Please look at the user name in your settings: it holds a colon, a line break or another character that a user name cannot hold. Often a whole line such as `name:password` was pasted.",
  }),
  rejected: ({ userName, questions, history, startedAt }, { detail }) => ({
    title: "The server rejects this user name or password.",
    explanation: `Our own answer to the challenge is computed correctly and was refused for \`${userName}\`${alsoRefused(questions)}. ${detail === "" ? "So the user name or the password is wrong, or the account is closed." : `So the user name or the password is likely wrong, or the account is closed. But it is not certain. ${detail}`}${editedSince(history, startedAt)}`,
    tell: "The API does not accept this user name with this password. Please enter both anew, by hand and not by copying, and mind capital letters and blanks. If that does not help, ask your account manager for a new password.",
  }),
  "rejected-without-challenge": ({ userName, history, startedAt }, { detail }) => ({
    title: "The server rejects this login, and gives no new challenge.",
    explanation: `The answer for \`${userName}\` was refused by a 401 without \`WWW-Authenticate\`. Servers do that when they looked the login up and want no second try: the user name or the password is wrong, or the account is closed.${detail === "" ? "" : ` ${detail}`}${editedSince(history, startedAt)}`,
    tell: "The API does not accept this user name with this password. Please enter both anew, by hand. A program that waits for another challenge after this answer will wait in vain: let it stop and show the error.",
  }),
  "refused-since": ({ userName, designator, questions, history, startedAt }, { detail }) => {
    const { accepted, refused } = history;
    const workedAt = accepted?.at ?? startedAt;
    const isRefusedByBoth = questions.length > 0 && questions.every(({ status }) => status === 401);
    const scope = isRefusedByBoth ? "for agent and company resources alike" : `for \`${designator}\``;
    const reason = "the password was changed, or the account was closed or suspended.";
    return {
      title: refusedSinceTitle(workedAt, startedAt),
      explanation: `The same user name and password got ${String(accepted?.status ?? 200)} for \`${accepted?.designator ?? designator}\` at ${utcTime(workedAt, startedAt)}. Since ${utcTime(refused?.at ?? startedAt, startedAt)} the server refuses them ${scope}. ${detail === "" ? `So ${reason}` : `Most likely ${reason} But it is not certain. ${detail}`}`,
      tell: `Your API login \`${userName}\` worked at ${utcMinute(workedAt, startedAt)} and is refused now. Nothing has to be changed in the way your program logs in. Did somebody change the password, or was the account closed? Ask your account manager for the current password.`,
    };
  },
  "other-charset": ({ userName }, { detail }) => ({
    title: `The server hashes this login in ${detail}.`,
    explanation: `The login for \`${userName}\` was refused when it was hashed in ${otherCharsetThan(detail)} and accepted when it was hashed in ${detail}, so user name and password are right. The challenge names no charset, and RFC 2617 leaves it open. In the connection, under Advanced, ${detail === "Latin-1" ? "choose" : "switch off"} “Latin-1 instead of UTF-8”.`,
    tell: `Your user name and password are right. They contain letters outside ASCII, and the API expects them in ${detail} when your program computes the login. Encode user name and password in ${detail} before hashing them, or ask for a password of ASCII letters.`,
  }),
  "other-challenge": (_facts, { detail }) => ({
    title: "The second challenge asks for a different login.",
    explanation: `${detail} So something else answered the signed request, such as another site behind a load balancer, or a login in front of the API. This says nothing about the password: the response was computed for the first challenge.`,
    tell: `Two systems with different logins answer at this address, one after the other. ${ourSide} Until then, do not change the password: it may be right.`,
  }),
  "nonce-of-connection": ({ designator }, { status }) => ({
    title: "The login works only on the connection that brought the challenge.",
    explanation: `\`${designator}\` answered ${status ?? 200} when the signed request used the connection that had delivered the challenge, and 401 when it used a new one. The server ties its nonces to a connection, or to one of several machines behind its address, so user name and password are right.`,
    tell: "Your user name and password are correct. The server accepts a nonce only on the connection on which it was issued. Your program must keep that connection open and send the signed request on it; a program that opens a new connection for each request is refused. The people who run the API can lift this.",
  }),
  "nonce-loop": () => ({
    title: "The server calls every nonce outdated.",
    explanation:
      "Each answer was refused with `stale=true` and a new nonce, also the one that was computed for the newest nonce a moment before. Stale means that the password was right, but no login can ever succeed like that. Several servers behind one address that do not share their nonces do this.",
    tell: `Your user name and password are probably right: the server calls each login outdated the moment it arrives. ${ourSide}`,
  }),
  "wrong-level": ({ designator, resourceLevel, questions, history, startedAt }) => ({
    title: isServed(questions)
      ? `The login is right, but it is ${article(otherLevel(resourceLevel))} account.`
      : `This is ${article(otherLevel(resourceLevel))} account, and \`${designator}\` is for ${resourceLevel} accounts.`,
    explanation: `${isServed(questions) ? `The user name and the password are correct: ${served(questions)} with them.` : provenBefore(history, startedAt)} \`${designator}\` is ${article(resourceLevel)} resource, and the API answers 401 to every ${otherLevel(resourceLevel)} account that asks for it.`,
    tell: `${isServed(questions) ? "Your API user name and password are correct. They belong" : "Your API user name and password belong"} to ${article(otherLevel(resourceLevel))} account, and \`${designator}\` can only be read with ${article(resourceLevel)} account. Please ask your account manager for ${resourceLevel} API credentials. Nothing has to be changed in your program.`,
  }),
  "not-permitted": ({ designator, questions }) => ({
    title: "The login is right, but this resource is refused to it.",
    explanation: `The user name and the password are correct: ${served(questions)} with them. \`${designator}\` alone was refused, so it belongs to somebody else or is not open to this account.`,
    tell: `Your API user name and password are correct, but this account may not read \`${designator}\`. Please check the id in it. Nothing has to be changed in the login of your program.`,
  }),
  "session-ghost": ({ designator }, { status }) => ({
    title: "Only the session cookie is accepted.",
    explanation: `\`${designator}\` answered ${status ?? 200} while the server's own cookie went back to it, and 401 to the same login without the cookie. So a session, not the login, was let in: a client that keeps no cookies is refused, and a wrong password may go unnoticed.`,
    tell: "Your login works only together with the session cookie that the server sets. Let your program send the cookie of the 401 back with its answer, or ask us to have the session looked at: the login alone should be enough.",
  }),
  "session-blocks": ({ designator }) => ({
    title: "The session cookie locks the login out.",
    explanation: `\`${designator}\` was refused while the server's own cookie went back to it, and served to the same login without the cookie. So the user name and the password are right, and a session is in the way.`,
    tell: "Your user name and password are correct. The session cookie that the server sets is in the way: let your program drop cookies of this address, and send each request with its login alone.",
  }),
  "valid-company": (facts, found) => valid("company", facts, found),
  "valid-agent": (facts, found) => valid("agent", facts, found),
};

function valid(level: "company" | "agent", { designator }: CaseFacts, { status }: Finding): Words {
  return {
    title: `The login works. It is ${article(level)} account.`,
    explanation: `\`${designator}\` asked for a login with a 401 and answered ${status ?? 200} to ours, even without cookies. Whatever fails elsewhere, user name and password are right.`,
    tell: `Your API user name and password are correct and belong to ${article(level)} account. If your program is refused all the same, the way it computes or sends the login is wrong: please send us one complete request with its \`Authorization\` header.`,
  };
}

/** The redirect of a server that requires encryption and nothing else. */
export function leadsToHttps({ secure, hostname }: CaseFacts, { code, detail }: Finding): boolean {
  if (code !== "redirected-elsewhere" || secure || !URL.canParse(detail)) return false;
  const to = new URL(detail);
  return to.protocol === "https:" && to.hostname === hostname;
}

function article(level: "company" | "agent"): string {
  return level === "agent" ? "an agent" : "a company";
}

function served(questions: CaseFacts["questions"]): string {
  const open = questions.filter(({ status }) => status !== null && status >= 200 && status < 300);
  return open.map(({ designator, status }) => `\`${designator}\` answered ${status}`).join(", ");
}

function isServed(questions: CaseFacts["questions"]): boolean {
  return served(questions) !== "";
}

/** The earlier proof of the level, when this run could not repeat it. */
function provenBefore({ accepted }: CaseFacts["history"], now: number): string {
  return accepted === null
    ? "The level of the account was proven before, and could not be proven again now."
    : `\`${accepted.designator}\` answered ${String(accepted.status)} to this login at ${utcTime(accepted.at, now)}, and no response proves it now.`;
}

/** What the user changed here since the login worked. */
function editedSince({ accepted, edited }: CaseFacts["history"], now: number): string {
  if (accepted === null || edited === null) return "";
  return ` ${editInWords(edited.parts)} here at ${utcTime(edited.at, now)}; the login before that worked at ${utcTime(accepted.at, now)}.`;
}

function alsoRefused(questions: CaseFacts["questions"]): string {
  const names = questions.filter(({ status }) => status === 401).map(({ designator }) => `\`${designator}\``);
  const silent = questions.filter(({ status }) => status !== 401);
  if (silent.length > 0) return "; whether it belongs to an account of the other kind could not be found out";
  return names.length === 0 ? "" : `, on ${names.join(" and ")} as well`;
}
