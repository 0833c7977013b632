import { CallError } from "../call-error.ts";

/**
 * Refuses what can never be a digest user name before anything is sent.
 *
 * A colon would make A1 ambiguous (RFC 7616 §3.4.2), and control characters could break out of the header.
 */
export function checkUserName(userName: string): void {
  if (userName.includes(":")) {
    throw new CallError("invalid-user-name", "A user name for digest authentication cannot contain a colon.");
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/u.test(userName)) {
    throw new CallError("invalid-user-name", "The user name contains a control character, such as a line break.");
  }
  if (/\p{Surrogate}/u.test(userName)) {
    throw new CallError("invalid-user-name", "The user name contains half a character and cannot be sent.");
  }
}
