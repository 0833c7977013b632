/** A moment as the API writes it: `YYYY-MM-DD HH:MM:SS` in UTC. */
export function apiDate(moment: Date): string {
  return moment.toISOString().slice(0, 19).replace("T", " ");
}
