/** The same GET, three times: as always, without the server's cookie, and with nothing but the cookie. */
export const cookieTrialNames = ["login-and-cookie", "login-only", "cookie-only"] as const;
export type CookieTrialName = (typeof cookieTrialNames)[number];

export const cookieTrialTitles: Readonly<Record<CookieTrialName, string>> = {
  "login-and-cookie": "Login and cookie",
  "login-only": "Login, no cookie",
  "cookie-only": "Cookie, no login",
};

/** Everything a cookie test can end in. Stable: tickets, docs and tests name them. */
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
