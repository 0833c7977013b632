import { create } from "zustand";
import { ApiError, call } from "../../api.ts";

/** Milliseconds until revealed values are hidden again. */
export const shownFor = 30_000;

interface RevealedState {
  /** The exchange they belong to; null while nothing is shown and nothing is requested. */
  readonly exchangeId: string | null;
  readonly shown: { readonly ha1: string; readonly response: string } | null;
  /** Why they cannot be shown. */
  readonly problem: string | null;
}

const hidden: RevealedState = { exchangeId: null, shown: null, problem: null };

/**
 * HA1 and digest response while the user looks at them. They are never in a cache, the history, or any text that is
 * copied or saved.
 */
export const useRevealed = create<RevealedState>()(() => hidden);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks the main process, which asks the user to confirm. */
export async function revealSignature(exchangeId: string): Promise<void> {
  hideRevealed();
  useRevealed.setState({ exchangeId });
  const take = (update: Partial<RevealedState>): boolean => {
    // The view has since been left, or shows another exchange.
    if (useRevealed.getState().exchangeId !== exchangeId) return false;
    useRevealed.setState(update);
    return true;
  };
  try {
    const reply = await call("revealSignature", { exchangeId });
    const isShown = reply.state === "shown" && take({ shown: { ha1: reply.ha1, response: reply.response } });
    if (isShown) timer = setTimeout(hideRevealed, shownFor);
  } catch (error) {
    take({ problem: error instanceof ApiError ? error.message : "Something in the application failed." });
  }
}

export function hideRevealed(): void {
  clearTimeout(timer);
  useRevealed.setState(hidden);
}
