import type { CheckedFormat } from "#shared/format-check.ts";
import type { Exchange } from "#shared/http/exchange.ts";

/** Why a response cannot be compared with the same resource in other formats, as a sentence; null if it can. */
export function reasonLeftOut(format: CheckedFormat, { failure, status, reason, document }: Exchange): string | null {
  if (failure !== null && status === null) return failure.message;
  if (status === 204) return "The server says that there is no data.";
  if (status !== 200) return `The server answered ${`${String(status)} ${reason}`.trim()}.`;
  if (document === null || document.format === "empty") return "The answer is empty.";
  const broken = document.notices.find(({ code }) => code === "incomplete" || code === "malformed" || code === "limit");
  if (broken !== undefined) return broken.title;
  if (document.format !== format) return `Asked for ${name(format)}, the answer is ${name(document.format)}.`;
  if (document.table === null) return "The answer is not a list of records.";
  return null;
}

/** If a server does not respond or refuses the login, two more requests are pointless. */
export function makesNextPointless({ status, failure }: Exchange): boolean {
  return (failure !== null && status === null) || status === 401 || status === 403;
}

function name(format: string): string {
  return format === "json" || format === "xml" || format === "csv" ? format.toUpperCase() : format;
}
