/** The same GET three times: with login and cookie, with the login alone, with the cookie alone. */
export const cookieTrialNames = ["login-and-cookie", "login-only", "cookie-only"] as const;
export type CookieTrialName = (typeof cookieTrialNames)[number];

export const cookieTrialTitles: Readonly<Record<CookieTrialName, string>> = {
  "login-and-cookie": "Login and cookie",
  "login-only": "Login, no cookie",
  "cookie-only": "Cookie, no login",
};

/** All verdicts of a session-cookie test. Stable: tickets, docs and tests refer to them. */
export const cookieVerdictCodes = [
  "login-opens",
  "no-cookie",
  "cookie-opens",
  "session-alone",
  "session-blocks",
  "cookie-changes-nothing",
  "not-decided",
] as const;
export type CookieVerdictCode = (typeof cookieVerdictCodes)[number];
