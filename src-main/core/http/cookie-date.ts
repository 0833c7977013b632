const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** RFC 6265 §5.1.1: everything that is not a letter, a digit or a colon is a delimiter. */
// oxlint-disable-next-line no-control-regex -- the RFC counts the tab among the delimiters
const delimiters = /[\u0009\u0020-\u002f\u003b-\u0040\u005b-\u0060\u007b-\u007e]+/u;

interface Found {
  time?: readonly [hour: number, minute: number, second: number];
  day?: number;
  month?: number;
  year?: number;
}

/**
 * Parses the date of `Expires` as RFC 6265 §5.1.1 requires: the parts may come in any order and with anything between
 * them, because servers have always written dates in their own ways.
 *
 * @returns milliseconds since the epoch; null when the value is not a date
 */
export function parseCookieDate(text: string): number | null {
  const found: Found = {};
  for (const token of text.split(delimiters)) takePart(token, found);
  const { time, day, month, year } = found;
  if (time === undefined || day === undefined || month === undefined || year === undefined) return null;
  const [hour, minute, second] = time;
  if (day < 1 || day > 31 || year < 1601 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, 0);
  // 31 February would otherwise become a day in March.
  return date.getUTCDate() === day ? date.getTime() : null;
}

/** Each part is taken from the first token that matches it. */
function takePart(token: string, found: Found): void {
  const time = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/u.exec(token);
  if (found.time === undefined && time !== null) {
    found.time = [Number(time[1]), Number(time[2]), Number(time[3])];
    return;
  }
  const day = /^(\d{1,2})(?:\D|$)/u.exec(token);
  if (found.day === undefined && day !== null) {
    found.day = Number(day[1]);
    return;
  }
  const month = months.indexOf(token.slice(0, 3).toLowerCase());
  if (found.month === undefined && month !== -1) {
    found.month = month;
    return;
  }
  const year = /^(\d{2,4})(?:\D|$)/u.exec(token);
  if (found.year === undefined && year !== null) found.year = fullYear(Number(year[1]));
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1_900;
  return year <= 69 ? year + 2_000 : year;
}
