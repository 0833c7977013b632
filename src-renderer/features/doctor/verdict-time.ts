const day = 24 * 3_600_000;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short" });

/** `14:02` within a day, `Mon` before that. */
export function verdictTime(at: number, now: number): string {
  return now - at < day ? clock.format(at) : weekday.format(at);
}
