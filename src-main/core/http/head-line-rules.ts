/** A line of a response head that breaks RFC 9112, counted from 1. */
export interface HeadViolation {
  readonly line: number;
  readonly reason: string;
}

const fieldName = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/u;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u0008\u000a-\u001f]/u;

/** What is wrong with the first line of a response, or null. The line is passed without its line ending. */
export function findStatusLineProblem(line: string): string | null {
  return /^HTTP\/\d\.\d \d{3}(?: |$)/u.test(line) ? null : "The response does not begin with an HTTP status line";
}

/** What is wrong with a header line that does not continue another one, or null. */
export function findFieldLineProblem(line: string): string | null {
  const colon = line.indexOf(":");
  if (colon === -1) return "A header has no colon";
  const name = line.slice(0, colon);
  if (/[\t ]$/u.test(name)) return "A header has a space before the colon";
  if (!fieldName.test(name)) return "A header has a name that is not allowed";
  return findValueProblem(line.slice(colon + 1));
}

/** What is wrong with a header value, or with a line that continues one. */
export function findValueProblem(value: string): string | null {
  return controlCharacter.test(value) ? "A header value holds a control character" : null;
}
