import { z } from "zod";

/** Five minutes: one bar of the meter. */
const step = 300_000;
const stepsPerHour = 12;
const bars = 8;

/** The stored counts of one connection's traffic. Steps are counted from the epoch. */
export const meterCounts = z.strictObject({
  /** Wire requests by step, oldest first; only steps of the last hour with requests. */
  steps: z.array(z.tuple([z.number().int(), z.number().int().min(0)])).max(stepsPerHour),
  /** Local date that `today` and `actionsToday` belong to, `2026-11-23`. */
  day: z.string().max(20),
  today: z.number().int().min(0),
  actionsToday: z.number().int().min(0),
});
export type MeterCounts = Readonly<z.infer<typeof meterCounts>>;

export const noCounts: MeterCounts = { steps: [], day: "", today: 0, actionsToday: 0 };

/** The same counts as of `now`, without what is too old. */
export function countsAt(counts: MeterCounts, now: number): MeterCounts {
  const current = Math.floor(now / step);
  const day = localDay(now);
  return {
    // After the clock was set back, there may be steps in the future.
    steps: counts.steps.filter(([at]) => at > current - stepsPerHour && at <= current),
    day,
    today: counts.day === day ? counts.today : 0,
    actionsToday: counts.day === day ? counts.actionsToday : 0,
  };
}

/** Whether none of the counts matter any more. */
export function isOver(counts: MeterCounts, now: number): boolean {
  const { steps, today, actionsToday } = countsAt(counts, now);
  return steps.length === 0 && today === 0 && actionsToday === 0;
}

export function countAction(counts: MeterCounts, now: number): MeterCounts {
  const seen = countsAt(counts, now);
  return { ...seen, actionsToday: seen.actionsToday + 1 };
}

export function countWireRequest(counts: MeterCounts, now: number): MeterCounts {
  const seen = countsAt(counts, now);
  const current = Math.floor(now / step);
  const before = seen.steps.filter(([at]) => at !== current);
  const inStep = seen.steps.find(([at]) => at === current)?.[1] ?? 0;
  return { ...seen, steps: [...before, [current, inStep + 1]], today: seen.today + 1 };
}

/** The figures of the contract's meter, from counts of `countsAt`. */
export function figuresOf(counts: MeterCounts, now: number): { hour: number; bars: number[] } {
  const current = Math.floor(now / step);
  const inStep = new Map(counts.steps);
  return {
    hour: counts.steps.reduce((sum, [, count]) => sum + count, 0),
    bars: Array.from({ length: bars }, (_, index) => inStep.get(current - bars + 1 + index) ?? 0),
  };
}

function localDay(now: number): string {
  const date = new Date(now);
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  return `${String(date.getFullYear())}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}
