const phrases: Readonly<Partial<Record<number, string>>> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** The reason phrase that HTTP defines for a status; empty for those that the API hardly sends. */
export function reasonPhrase(status: number): string {
  return phrases[status] ?? "";
}
