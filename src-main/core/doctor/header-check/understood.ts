import type { Cleaning } from "../paste/clean-text.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import { maxCharacters } from "../paste/read-paste.ts";

const kinds: Readonly<Record<PastedRequest["kind"], string | null>> = {
  raw: "Read as a request",
  curl: "Read as a cURL command",
  powershell: "Read as a PowerShell command",
  header: "Read as an Authorization header alone",
  nothing: null,
};

const cleanings: Readonly<Record<Cleaning, string>> = {
  dump: "the bytes of a dump put together",
  wrapped: "lines that a log broke put together",
  percent: "percent-encoding of a log undone",
  html: "entities of HTML undone",
  escapes: "escapes of a log or of JSON undone",
  "smart-quotes": "curly quotes taken as straight ones",
  "french-spaces": "the spaces inside French quotes left out",
  "no-break-spaces": "no-break spaces taken as spaces",
  invisible: "invisible characters left out",
};

/** How a paste was read, in a few words per part: what a user should know before trusting the result. */
export function understoodAs(request: PastedRequest, text: string): string[] {
  const lines = request.authorization?.foldedLines ?? 1;
  const missing =
    request.kind === "nothing"
      ? []
      : [...(request.method === null ? ["no method found"] : []), ...(request.target === null ? ["no URL found"] : [])];
  return [
    kinds[request.kind],
    ...[...request.cleanings].map((cleaning) => cleanings[cleaning]),
    lines > 1 ? `the header put together from ${String(lines)} lines` : null,
    request.fieldName === "logged" ? "the value in the access log taken as the Authorization field" : null,
    request.challenges.length > 0 ? "with the challenge of the server" : null,
    ...missing,
    text.length > maxCharacters ? "only the first 64 KB" : null,
  ].filter((part) => part !== null);
}
