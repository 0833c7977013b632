/** The server's message about a refused write, where it names this field; null where it does not. */
export function refusedField(message: string, name: string): string | null {
  return new RegExp(`(?<![\\w])${name}(?![\\w])`, "u").test(message) ? message : null;
}
