import type { RequestField } from "#shared/rezora/catalog.ts";

/** The initial value of an editor that a typed letter opened: the letter, or the choice that begins with it. */
export function begunValue({ values }: RequestField, present: string, typed: string | null): string {
  if (typed === null) return present;
  if (values.length === 0) return typed;
  const begins = values.find(({ value }) => value !== "" && value.toLowerCase().startsWith(typed.toLowerCase()));
  return begins?.value ?? present;
}
