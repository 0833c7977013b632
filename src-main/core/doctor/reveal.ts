import type { Revealed } from "#shared/bundle.ts";
import { CallError } from "../call-error.ts";
import type { SeenSecrets } from "../http/seen-secrets.ts";
import type { Confirm } from "../ports.ts";

/** Shows how an exchange was signed to a user who confirms it in a dialog of the main process. */
export type Reveal = (exchangeId: string) => Promise<Revealed>;

const question = {
  title: "Show HA1 and response?",
  message:
    "HA1 is as good as the password: whoever has it can log in with this account. Go on only when nobody else sees your screen. Both are hidden again after 30 seconds.",
  yes: "Show for 30 Seconds",
};

export function createReveal(confirm: Confirm | null, seen: Pick<SeenSecrets, "signatureOf">): Reveal {
  let asking = false;
  return async (exchangeId) => {
    if (confirm === null) {
      throw new CallError("not-on-this-host", "Revealing is possible only in the desktop application.");
    }
    const signature = seen.signatureOf(exchangeId);
    if (signature === null) {
      throw new CallError("not-found", "HA1 and response of this exchange are no longer kept. Send it again.");
    }
    // Only one dialog at a time, so a page cannot wear the user out with repeated requests.
    if (asking) return { state: "refused" };
    asking = true;
    try {
      return (await confirm(question)) ? { state: "shown", ...signature } : { state: "refused" };
    } finally {
      asking = false;
    }
  };
}
