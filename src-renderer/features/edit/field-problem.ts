import type { RequestField } from "#shared/rezora/catalog.ts";

/** The maximum length of one value in a change, from the contract. */
const maxSent = 1_048_576;

/**
 * What is known to be wrong with a value before it is sent; null when nothing is. The server knows more, such as which
 * names are taken, and reports it after the commit.
 */
export function problemOf({ name, kind, required, values }: RequestField, value: string): string | null {
  if (value.trim() === "") return required === true ? `${name} must not be empty.` : null;
  if (value.length > maxSent)
    return `${name} has ${value.length.toLocaleString("en-US")} characters. At most 1,048,576 can be sent.`;
  if (values.length > 0 && !values.some((allowed) => allowed.value === value)) {
    return `One of ${values.map((allowed) => (allowed.value === "" ? "none" : allowed.value)).join(", ")}.`;
  }
  return kind === "email" ? emailProblem(value) : null;
}

function emailProblem(value: string): string | null {
  const at = value.lastIndexOf("@");
  if (at <= 0) return "An e-mail address has an @ with a name before it.";
  if (/\s/u.test(value)) return "An e-mail address has no blanks in it.";
  const domain = value.slice(at + 1);
  if (domain === "") return "No domain after the @.";
  if (!/[^.]\.[^.]/u.test(domain)) return "No domain ending, such as .com, after the @";
  return null;
}
