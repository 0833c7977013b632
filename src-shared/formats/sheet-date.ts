/** A date as a spreadsheet stores it: days since the end of 1899, without a time zone. */
export interface SheetDate {
  readonly serial: number;
  readonly hasTime: boolean;
}

const written = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?Z?)?$/u;

const dayMs = 86_400_000;
/** Day 0 for every date from March 1900 on. Excel takes 1900 for a leap year, so the days before differ by one. */
const dayZero = Date.UTC(1899, 11, 30);
const firstDay = Date.UTC(1900, 2, 1);

/**
 * The date that a text of the API represents: `2010-07-16` or `2010-07-16 22:34:01`, in UTC. null for everything else:
 * an impossible day, one before March 1900, which spreadsheets do not agree on, a fraction of a second or an offset,
 * which the cell would lose.
 */
export function sheetDate(text: string): SheetDate | null {
  if (text.length < 10 || text.length > 20) return null;
  const parts = written.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? "0"));
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(time);
  const isSame =
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute &&
    read.getUTCSeconds() === second;
  if (!isSame || time < firstDay) return null;
  return { serial: (time - dayZero) / dayMs, hasTime: parts[4] !== undefined };
}
