import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import { CallError } from "../call-error.ts";
import type { Credentials } from "../digest/answer.ts";

/** A login with the origin that it may be sent to. */
export type BoundCredentials = Credentials & { readonly enteredFor: string };

/** Throws unless a request to `origin` may carry a digest of this login. */
export function checkOrigin({ enteredFor }: Pick<Credentials, "enteredFor">, origin: string): void {
  if (enteredFor === undefined || enteredFor === canonicalOrigin(origin)) return;
  throw new CallError(
    "password-needed",
    `The password of this connection was not entered for ${origin}, so nothing was sent. Send it again.`,
  );
}
