import { create } from "zustand";
import type { ExchangeProgress } from "#shared/http/exchange.ts";

type Progresses = Readonly<Record<string, ExchangeProgress>>;

/**
 * How the exchanges on their way are coming along, by their ids. Apart from the places they run in: eight times a second
 * only the one line that tells of it is drawn anew, and not everything that looks at a place.
 */
const useProgresses = create<Progresses>(() => ({}));

/** null as long as nothing was told. */
export function useProgress(exchangeId: string): ExchangeProgress | null {
  return useProgresses((progresses) => progresses[exchangeId] ?? null);
}

export function takeProgress(update: ExchangeProgress): void {
  useProgresses.setState({ [update.exchangeId]: update });
}

export function forgetProgress(exchangeId: string): void {
  useProgresses.setState(
    (known) => Object.fromEntries(Object.entries(known).filter(([id]) => id !== exchangeId)),
    true,
  );
}
