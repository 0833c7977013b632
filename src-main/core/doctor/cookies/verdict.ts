import type { CookieVerdict } from "#shared/cookie-test.ts";
import type { CookieVerdictCode } from "#shared/cookie-test-names.ts";

/** The results of the tests; null: not run, because the server set no cookie. */
export interface CookieTestFacts {
  readonly designator: string;
  /** Whether login and cookie together were accepted. */
  readonly always: boolean;
  readonly withoutCookie: boolean | null;
  readonly cookieAlone: boolean | null;
}

type Words = Omit<CookieVerdict, "code">;

/** Whether the login or the cookie was accepted. */
export function cookieVerdictOf(facts: CookieTestFacts): CookieVerdict {
  const code = codeOf(facts);
  return { code, ...words[code](facts) };
}

/** The result of one test says nothing about login and cookie. */
export function undecided(designator: string, why: string): CookieVerdict {
  return {
    code: "not-decided",
    tone: "careful",
    title: "The answers decide nothing about the cookie.",
    explanation: `\`${designator}\` was neither served nor refused because of the login: ${why}. “Why a login fails” checks it step by step.`,
    tell: "The server gave an answer that says nothing about your login or its session. Please send us the time and the exact address of the request.",
  };
}

function codeOf({ always, withoutCookie, cookieAlone }: CookieTestFacts): Exclude<CookieVerdictCode, "not-decided"> {
  if (withoutCookie === null) return "no-cookie";
  if (always && !withoutCookie) return "cookie-opens";
  if (!always && withoutCookie) return "session-blocks";
  if (cookieAlone === true) return "session-alone";
  return always ? "login-opens" : "cookie-changes-nothing";
}

const words: Readonly<Record<Exclude<CookieVerdictCode, "not-decided">, (facts: CookieTestFacts) => Words>> = {
  "login-opens": ({ designator }) => ({
    tone: "good",
    title: "The login was accepted.",
    explanation: `\`${designator}\` is served to the login with and without the server's cookie, and refused to the cookie without a login. No session is in play.`,
    tell: "Your login works, with and without cookies. Your program need not keep any; if it is refused all the same, cookies are not the reason.",
  }),
  "no-cookie": ({ designator, always }) => ({
    tone: always ? "good" : "careful",
    title: always ? "The login was accepted; there is no cookie." : "Refused, and there is no cookie.",
    explanation: `The server set no cookie for \`${designator}\`, so no session can have had a part in its answer.${always ? "" : " “Why a login fails” finds the reason of the refusal."}`,
    tell: always
      ? "Your login works, and the server sets no cookie. Cookies are not the reason if your program is refused."
      : "Your login is refused, and cookies are not the reason: the server sets none.",
  }),
  "cookie-opens": ({ designator, cookieAlone }) => ({
    tone: "bad",
    title: "Only the session cookie was accepted.",
    explanation: `\`${designator}\` is served to the login together with the server's cookie, and refused to the same login without it.${cookieAlone === true ? " The cookie is enough even without a login." : ""} So a session was let in, not the login: a wrong password may go unnoticed.`,
    tell: "Your login works only together with the session cookie that the server sets. Let your program send the cookie of the 401 back with its answer, or ask us to have the session looked at: the login alone should be enough.",
  }),
  "session-alone": ({ designator, always }) => ({
    tone: "careful",
    title: "The session cookie alone is accepted.",
    explanation: `\`${designator}\` is served to the cookie without any login. ${always ? "The login works too, but" : "The login is refused, and yet"} whoever holds the cookie needs no password, and a program that keeps it would not notice a wrong one.`,
    tell: "The server lets your session in without a login. Let your program drop its cookies before you test a password, and treat the cookie like a password: whoever has it is let in.",
  }),
  "session-blocks": ({ designator }) => ({
    tone: "bad",
    title: "The session blocks the login.",
    explanation: `\`${designator}\` is refused to the login together with the server's cookie, and served to the same login without it. User name and password are right, and a session is in the way.`,
    tell: "Your user name and password are correct. The session cookie that the server sets is in the way: let your program drop cookies of this address, and send each request with its login alone.",
  }),
  "cookie-changes-nothing": ({ designator }) => ({
    tone: "careful",
    title: "The cookie changes nothing: refused either way.",
    explanation: `\`${designator}\` is refused to the login with and without the server's cookie, and to the cookie alone. No session is in play. “Why a login fails” finds the reason.`,
    tell: "Your login is refused, with and without cookies, so a session is not the reason.",
  }),
};
