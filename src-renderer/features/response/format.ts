/**
 * How numbers are written everywhere in the interface: always with English digits and separators, never the system's,
 * so screens can be compared.
 */
const grouped = new Intl.NumberFormat("en-US");
const oneDigit = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `5,704` */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** `1 record`, `248 records`; `plural` for nouns that need more than an s. */
export function formatAmount(count: number, one: string, plural = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : plural}`;
}

const byteUnits = ["KB", "MB", "GB"] as const;

/** `0 B`, `812 B`, `41.3 KB`, `74.1 MB`: steps of 1,000, as in file managers. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${formatCount(bytes)} B`;
  return `${inUnit(bytes, byteUnit(bytes))} ${byteUnits[byteUnit(bytes)] ?? "GB"}`;
}

/** `41.2 of 74.1 MB`: both in the unit of the larger. */
export function formatBytesOf(received: number, expected: number): string {
  if (expected < 1_000) return `${formatCount(received)} of ${formatCount(expected)} B`;
  const unit = byteUnit(Math.max(received, expected));
  return `${inUnit(received, unit)} of ${inUnit(expected, unit)} ${byteUnits[unit] ?? "GB"}`;
}

/** 0 for KB, 1 for MB, 2 for GB; 999,950 bytes round up to 1.0 MB and never to 1,000.0 KB. */
function byteUnit(bytes: number): number {
  if (bytes < 999_950) return 0;
  return bytes < 999_950_000 ? 1 : 2;
}

function inUnit(bytes: number, unit: number): string {
  return oneDigit.format(bytes / 1_000 ** (unit + 1));
}

/** `9.8 MB/s`; empty while there is nothing to divide by. */
export function formatRate(bytes: number, milliseconds: number): string {
  if (milliseconds <= 0 || bytes <= 0) return "";
  return `${formatBytes(Math.round((bytes * 1_000) / milliseconds))}/s`;
}

/** `0 ms`, `212 ms`, `4.2 s`, `1 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  if (whole < 1_000) return `${whole} ms`;
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 600) return `${oneDigit.format(tenths / 10)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${formatCount(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `just now`, `4 min ago`, `2 h ago`, `3 days ago`. */
const hourAndMinute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayAndMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** `13:50`, or `13:50 on 29 Nov` for another day. */
export function timeOfDay(at: number, now: number): string {
  const time = hourAndMinute.format(at);
  return dayAndMonth.format(at) === dayAndMonth.format(now) ? time : `${time} on ${dayAndMonth.format(at)}`;
}

export function formatAge(milliseconds: number): string {
  if (milliseconds < minute) return "just now";
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min ago`;
  if (milliseconds < day) return `${Math.floor(milliseconds / hour)} h ago`;
  return `${formatAmount(Math.floor(milliseconds / day), "day")} ago`;
}

/** `14:06 UTC`. */
export function formatTime(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}
