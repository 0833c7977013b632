/** The server's words about a refused write, where they name this field; null when they do not. */
export function refusedField(message: string, name: string): string | null {
  return new RegExp(`(?<![\\w])${name}(?![\\w])`, "u").test(message) ? message : null;
}
