/** `1 second`, `2 seconds`; `plural` is for nouns that do not just take an s. */
export function amountInWords(count: number, one: string, plural = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : plural}`;
}

/** `a`, `a and b`, `a, b and c`; empty for no parts. */
export function listInWords(parts: readonly string[], last = "and"): string {
  const before = parts.slice(0, -1).join(", ");
  const end = parts.at(-1) ?? "";
  return before === "" ? end : `${before} ${last} ${end}`;
}

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `1 second`, `2 minutes`, `1 hour and 30 minutes`: two units at most, the smaller one rounded up. */
export function durationInWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const largest = units.findIndex(([, length]) => whole >= length);
  if (largest === -1) return amountInWords(0, "second");
  const [, smallest] = units[Math.min(largest + 1, units.length - 1)] ?? ["second", 1];
  // Rounding up may fill the larger unit, as in 59 minutes and 60 seconds.
  let rest = Math.ceil(whole / smallest) * smallest;
  const parts: string[] = [];
  for (const [name, length] of units) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(amountInWords(count, name));
  }
  return listInWords(parts);
}
