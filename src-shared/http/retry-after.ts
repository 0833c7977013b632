import { durationInWords } from "../amounts.ts";

const monthDate = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/u;
/** The obsolete `asctime` form, which is in GMT without naming it (RFC 9110 §5.6.7). */
const asctimeDate = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/u;

/** When Retry-After allows the next request, in ms since the epoch; null if unreadable (RFC 9110 §10.2.3). */
function readRetryAfter(value: string, now: number): { readonly at: number; readonly isDate: boolean } | null {
  const text = value.trim();
  if (/^\d{1,9}$/u.test(text)) return { at: now + Number(text) * 1_000, isDate: false };
  const date = monthDate.test(text) ? text : asctimeDate.test(text) ? `${text} GMT` : null;
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? null : { at, isDate: true };
}

/**
 * How long Retry-After asks to wait: `2 minutes`, or `2 minutes (until 2026-11-23 12:02:00 UTC)` where it names a date.
 * Empty where there is nothing to wait for, or where it cannot be read.
 */
export function waitOf(retryAfter: string | undefined, now: number): string {
  const read = readRetryAfter(retryAfter ?? "", now);
  if (read === null || read.at <= now) return "";
  const duration = durationInWords((read.at - now) / 1_000);
  if (!read.isDate) return duration;
  return `${duration} (until ${new Date(read.at).toISOString().slice(0, 19).replace("T", " ")} UTC)`;
}
