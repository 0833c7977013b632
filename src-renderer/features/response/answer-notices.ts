import type { CsvState } from "#shared/csv-choice.ts";
import type { DocumentNotice, DocumentSummary } from "#shared/documents.ts";
import { charsetName } from "#shared/charset-name.ts";
import type { Level } from "#shared/connection.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import type { LoginHistory } from "#shared/login-history.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import { titleOfStatus } from "#shared/rezora/status.ts";
import { loginNotice } from "./login-notice.ts";
import { quote } from "./server-quote.ts";
import { adviceOf } from "./status-advice.ts";

export type NoticeAction =
  | "edit-connection"
  | "why"
  | "handshake"
  | "headers"
  | "raw"
  | "hex"
  | "send"
  | "follow"
  | "first-row-header"
  | "first-row-record"
  | "read-as"
  | "save-served"
  | "use-https"
  | "show-response"
  | "show-records";

/** Something the user should know before reading the data, in plain words. */
export interface AnswerNotice {
  readonly key: string;
  readonly kind: "plain" | "info" | "caution" | "danger";
  readonly icon: "ban" | "key" | "file" | "redirect" | "failed" | "careful" | "told" | "earlier";
  readonly title: string;
  readonly message: string;
  /** The next sentence: what to try, or what the server itself says. */
  readonly next?: string;
  readonly actions: readonly { readonly id: NoticeAction; readonly text: string; readonly quiet?: boolean }[];
  /** The title contains an age and therefore changes; a screen reader announces it only once. */
  readonly ages?: boolean;
  /** The byte that `raw` and `hex` go to. */
  readonly byteOffset?: number | null;
  /** How CSV is read. When it is set, the strip has a menu of the other ways. */
  readonly csv?: CsvState;
  /** The charset that `read-as` reads the body in. */
  readonly readAs?: string | undefined;
}

const why = { id: "why", text: "Why?" } as const;
const handshake = { id: "handshake", text: "Handshake" } as const;
const headers = { id: "headers", text: "Headers" } as const;

/** What is known about the login by now: a 401 from before the login was proven has another meaning afterwards. */
export interface KnownLogin {
  readonly level: Level;
  readonly history: LoginHistory | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Everything to report about a response, the login first. `serverWords` is what the body says about an error, when it
 * can be quoted.
 */
export function noticesOf(
  exchange: Exchange,
  resource: Resource | null,
  known: KnownLogin,
  serverWords: string | null,
): AnswerNotice[] {
  const login = loginNotice(exchange, resource, known, serverWords);
  const notices: (AnswerNotice | null)[] = [
    login,
    login === null ? statusNotice(exchange, resource, serverWords) : null,
    redirectNotice(exchange),
    failureNotice(exchange),
    ...exchange.warnings.map((warning) => warningNotice(warning, exchange)),
    ...(exchange.document?.notices ?? []).map((notice) => documentNotice(notice, exchange)),
  ];
  return notices.filter((notice) => notice !== null);
}

function statusNotice(exchange: Exchange, resource: Resource | null, serverWords: string | null): AnswerNotice | null {
  const { status, redirect, request } = exchange;
  if (status === null || status < 400 || redirect !== null) return null;
  const advice = adviceOf(exchange, resource);
  return {
    key: "status",
    kind: "danger",
    icon: "failed",
    title: titleOfStatus(status),
    message: serverWords === null ? advice : quote(serverWords),
    ...(serverWords === null ? {} : { next: advice }),
    actions: request.method === "GET" && doctorSaysMore.has(status) ? [why] : [],
  };
}

/** Statuses that can have more than one cause, which the Doctor can determine. */
const doctorSaysMore: ReadonlySet<number> = new Set([400, 403, 407, 421, 423, 426, 511]);

function redirectNotice({ redirect, status }: Exchange): AnswerNotice | null {
  if (redirect === null) return null;
  return {
    key: "redirect",
    kind: "caution",
    icon: "redirect",
    title: `${status ?? ""} The server points to ${redirect.location === "" ? "nowhere" : redirect.location}.`.trim(),
    message: redirect.explanation,
    actions: redirect.requestTarget === null ? [headers] : [{ id: "follow", text: "Follow" }],
  };
}

/** A failure after which something can still be shown. A failure without a body has the whole pane. */
function failureNotice({ failure, document, request }: Exchange): AnswerNotice | null {
  if (failure === null || document === null) return null;
  // The document is more precise: it knows how much arrived and how much of it is usable.
  if (saysIncomplete(document)) return null;
  return {
    key: "failure",
    kind: failure.code === "cancelled" ? "caution" : "danger",
    icon: "failed",
    title: failure.message,
    message: failure.advice,
    actions: request.method === "GET" ? [{ id: "send", text: "Fetch again" }] : [],
  };
}

function saysIncomplete(document: DocumentSummary | null): boolean {
  return (
    document?.notices.some(({ code }) => code === "incomplete") === true || (document !== null && isCutShort(document))
  );
}

/** Not all bytes of the body are kept, because a limit was reached where they end. */
function isCutShort({ notices, byteLength }: DocumentSummary): boolean {
  return notices.some(({ code, byteOffset }) => code === "limit" && byteOffset !== null && byteOffset >= byteLength);
}

function warningNotice(warning: string, { document }: Exchange): AnswerNotice | null {
  if (warning.startsWith("Incomplete") && saysIncomplete(document)) return null;
  const [, title = warning, message = ""] = /^(.*?\.) (.*)$/su.exec(warning) ?? [];
  return {
    key: `warning ${warning}`,
    kind: "caution",
    icon: "careful",
    title,
    message,
    actions: [handshake],
  };
}

/** What the pane already says or shows elsewhere. */
const saidElsewhere: ReadonlySet<DocumentNotice["code"]> = new Set(["no-data", "not-a-table", "bom"]);

function documentNotice(notice: DocumentNotice, exchange: Exchange): AnswerNotice | null {
  const { code, severity, title, message, byteOffset, readAs } = notice;
  if (saidElsewhere.has(code)) return null;
  // When the bytes stop too early, a broken last record is not reported separately.
  if (code === "malformed" && severity === "caution" && saysIncomplete(exchange.document)) return null;
  const again = code === "incomplete" && exchange.request.method === "GET";
  return {
    key: `document ${code} ${byteOffset ?? (code === "charset" ? title : "")}`,
    kind: severity,
    icon: code === "type-mismatch" ? "file" : severity === "info" ? "told" : "careful",
    title,
    message,
    actions: again
      ? [{ id: "send", text: "Fetch again" }]
      : [...charsetActions(notice), ...placeActions(notice, exchange.document)],
    byteOffset,
    readAs,
    ...csvChoices(code, exchange.document?.csv),
  };
}

/** One click for the other reading of the first row, and a menu with all the ways of reading CSV. */
function csvChoices(code: DocumentNotice["code"], csv: CsvState | undefined): Partial<AnswerNotice> {
  if (csv === undefined) return {};
  if (code === "csv-delimiter") return { actions: [], csv };
  if (code === "csv-message") return { actions: [{ id: "first-row-record", text: "Read as a table" }] };
  if (code !== "csv-header") return {};
  const other = csv.header
    ? ({ id: "first-row-record", text: "First row is a record" } as const)
    : ({ id: "first-row-header", text: "First row is a header" } as const);
  return { actions: [other], csv };
}

/** Another reading of the same bytes, one click away. */
function charsetActions({ readAs }: DocumentNotice): AnswerNotice["actions"] {
  return readAs === undefined ? [] : [{ id: "read-as", text: `Read as ${charsetName(readAs)}` }];
}

/** Bytes that no text can show are shown in Hex, everything else at its position in the text. */
function placeActions({ code, byteOffset }: DocumentNotice, document: DocumentSummary | null): AnswerNotice["actions"] {
  if (code === "limit") return limitActions(byteOffset, document);
  if (byteOffset === null) return [];
  if (code === "invalid-bytes" || code === "charset") return [{ id: "hex", text: "Show the bytes" }];
  // There is nothing to show past the end of the bytes.
  return code === "incomplete" ? [] : [{ id: "raw", text: "Show the place" }];
}

/** Whatever a limit keeps out of the views can still be seen in the bytes, unless the bytes are not kept either. */
function limitActions(byteOffset: number | null, document: DocumentSummary | null): AnswerNotice["actions"] {
  const served = { id: "save-served", text: "Save as served" } as const;
  if (byteOffset === null) return [served];
  return byteOffset >= (document?.byteLength ?? 0) ? [] : [{ id: "raw", text: "Show the place" }, served];
}

/** Why there is nothing to show although all went well: `204: this list has no members.` */
export function noDataSentence({ status }: Exchange, resource: Resource | null): string {
  const start = `${status ?? ""}: `;
  if (resource === null) return `${start}the answer has no body.`;
  if (resource.path === "lists/ID/contacts") return `${start}this list has no members.`;
  if (resource.path === "groups/ID/agents") return `${start}this group has no members.`;
  if (resource.kind === "collection") return `${start}this account has no ${resource.path}.`;
  return `${start}this record has no content.`;
}
