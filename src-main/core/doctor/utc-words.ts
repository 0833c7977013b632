/** `13:50:08 UTC`, with the date when it is not the same day as `now`. */
export function utcTime(at: number, now: number): string {
  const [date = "", time = ""] = isoParts(at);
  return date === isoParts(now)[0] ? `${time} UTC` : `${time} UTC on ${date}`;
}

/** `13:50 UTC today`, `13:50 UTC on 2026-11-23` */
export function utcMinute(at: number, now: number): string {
  const [date = "", time = ""] = isoParts(at);
  return `${time.slice(0, 5)} UTC ${date === isoParts(now)[0] ? "today" : `on ${date}`}`;
}

function isoParts(at: number): string[] {
  return new Date(at).toISOString().slice(0, 19).split("T");
}
