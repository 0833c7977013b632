/** The server's own message, as a sentence. */
export function quote(serverWords: string): string {
  return `The server said: “${serverWords}”${/[.!?…]$/u.test(serverWords) ? "" : "."}`;
}
