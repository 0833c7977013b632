import { create } from "zustand";
import type { ExchangeProgress } from "#shared/http/exchange.ts";

type Progresses = Readonly<Record<string, ExchangeProgress>>;

/**
 * The progress of running exchanges, by their ids. Separate from their locations: eight times a second
 * only the line that shows the progress is rendered again, not everything that uses a location.
 */
const useProgresses = create<Progresses>(() => ({}));

/** null until progress is reported. */
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
