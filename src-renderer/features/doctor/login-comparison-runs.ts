import { create } from "zustand";
import type { ComparedSide, LoginComparison } from "#shared/login-comparison.ts";
import { call, onEvent } from "../../api.ts";
import type { Problem } from "../../state/place.ts";
import { problemOf } from "../../state/sending.ts";
import { swapped } from "./login-comparison-words.ts";

/** A comparison that has not ended. */
export interface RunningComparison {
  readonly runId: string;
  readonly left: string;
  readonly right: string;
  readonly designator: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly side: ComparedSide;
  readonly receivedBytes: number;
  /** The body of this side is complete. */
  readonly isReading: boolean;
  readonly wireRequests: { readonly left: number; readonly right: number };
}

/** Which two logins were compared, and the result. */
export interface ComparedLogins {
  readonly left: string;
  readonly right: string;
  readonly result: LoginComparison;
  readonly totalMs: number;
}

interface LoginComparisons {
  /** The connection at the right; null: the default for the connection in use. */
  readonly right: string | null;
  readonly running: RunningComparison | null;
  /** The last completed comparison. */
  readonly last: ComparedLogins | null;
  /** Why the last one could not start. */
  readonly problem: (Problem & { readonly left: string; readonly right: string }) | null;
}

export const useLoginComparisons = create<LoginComparisons>()(() => ({
  right: null,
  running: null,
  last: null,
  problem: null,
}));

let controller: AbortController | null = null;

export function chooseRight(right: string): void {
  useLoginComparisons.setState({ right, problem: null });
}

/** Swaps the sides of the result without sending anything. */
export function swapSides(left: string): void {
  useLoginComparisons.setState(({ last }) => ({
    right: left,
    problem: null,
    last: last && { ...last, left: last.right, right: last.left, result: swapped(last.result) },
  }));
}

/** Sends the same GET with both logins. One comparison at a time: a running one is cancelled. */
export async function runComparison(left: string, right: string, designator: string): Promise<void> {
  cancelComparison();
  const runId = crypto.randomUUID();
  const startedAt = Date.now();
  controller = new AbortController();
  const wireRequests = { left: 0, right: 0 };
  useLoginComparisons.setState({
    running: {
      runId,
      left,
      right,
      designator,
      startedAt,
      side: "left",
      receivedBytes: 0,
      isReading: false,
      wireRequests,
    },
    problem: null,
  });
  const isCurrent = ({ running }: LoginComparisons): boolean => running?.runId === runId;
  try {
    const result = await call("compareLogins", { runId, left, right, designator }, controller.signal);
    const last = { left, right, result, totalMs: Date.now() - startedAt };
    useLoginComparisons.setState((state) => (isCurrent(state) ? { running: null, last } : {}));
  } catch (error) {
    const problem = { ...problemOf(error), left, right };
    useLoginComparisons.setState((state) => (isCurrent(state) ? { running: null, problem } : {}));
  }
}

/** Closes the socket; what has arrived is shown. */
export function cancelComparison(): void {
  controller?.abort();
}

/** Takes progress from the main process; the returned function unsubscribes. */
export function watchLoginComparisons(): () => void {
  // The exchanges of a comparison are named after it: `ID.left`.
  return onEvent("exchangeProgress", ({ exchangeId, phase, receivedBytes, wireRequests }) => {
    useLoginComparisons.setState(({ running }) => {
      const side = (["left", "right"] as const).find((each) => exchangeId === `${running?.runId}.${each}`);
      if (running === null || side === undefined) return {};
      const counted = { ...running.wireRequests, [side]: wireRequests };
      return { running: { ...running, side, receivedBytes, isReading: phase === "reading", wireRequests: counted } };
    });
  });
}
