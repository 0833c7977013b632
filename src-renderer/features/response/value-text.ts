import type { Cell } from "#shared/documents.ts";

/**
 * The text of a cell for comparing and following it; undefined when it was not sent, is nested, or is only the
 * beginning of a long value, since a part of a value is a different value.
 */
export function textOf(cell: Cell | undefined): string | undefined {
  if (cell === undefined) return undefined;
  if (typeof cell === "string") return cell;
  return cell.kind === "missing" || cell.kind === "nested" || cell.kind === "cut" ? undefined : cell.text;
}

/** Texts that databases write for "no value", although they are values. */
export function isNullLike(text: string): boolean {
  return text === "NULL" || text === "null" || /^0000-00-00(?:[ T]00:00:00)?$/u.test(text);
}

/**
 * Parses `2010-07-16 22:34:01`, which the API means as UTC, into milliseconds since the epoch; null for anything else.
 */
export function utcOf(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/u.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // `2010-02-31` would roll over into March and be shown as a date that was never sent.
  const rolledOver = new Date(time).getUTCMonth() !== month - 1;
  return rolledOver || hour > 23 || minute > 59 || second > 59 ? null : time;
}

// Creating a formatter costs more than using it a hundred times, and every visible date needs one.
const formatters = new Map<string, { readonly time: Intl.DateTimeFormat; readonly zone: Intl.DateTimeFormat }>();

function formatterOf(timeZone: string | undefined) {
  const known = formatters.get(timeZone ?? "");
  if (known) return known;
  const place = timeZone === undefined ? {} : { timeZone };
  const made = {
    time: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", ...place }),
    zone: new Intl.DateTimeFormat("en-GB", { timeZoneName: "long", ...place }),
  };
  formatters.set(timeZone ?? "", made);
  return made;
}

/** `2010-07-16 22:34:01 UTC is 17 Jul 2010, 00:34:01 here (Central European Summer Time).` */
export function localTimeText(text: string, timeZone?: string): string | undefined {
  const time = utcOf(text);
  if (time === null) return undefined;
  const format = formatterOf(timeZone);
  const zone = format.zone.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "local time";
  return `${text} UTC is ${format.time.format(time)} here (${zone}).`;
}
