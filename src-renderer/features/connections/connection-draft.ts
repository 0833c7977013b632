import type { Connection, ConnectionColour, ConnectionInput } from "#shared/connection.ts";
import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { minutes } from "./connection-words.ts";

/** The dialog's fields as typed; numbers stay text until they are saved. */
export interface ConnectionDraft extends Omit<ConnectionInput, "gapMs" | "idleTimeoutSeconds" | "latin1Login"> {
  readonly gap: string;
  readonly idleTimeout: string;
  readonly latin1Login: boolean;
  /** Only for practice connections; set by a separate call. */
  readonly practiceFault: string | null;
}

export const colours: readonly ConnectionColour[] = ["teal", "blue", "violet", "green", "ochre", "grey"];
export const unlockChoices: readonly number[] = [5, 15, 30, 60, 240];

const fresh: ConnectionDraft = {
  name: "",
  label: "",
  colour: "blue",
  baseUrl: "http://api.rezora.com",
  apiVersion: "v1",
  userName: "",
  gap: "500",
  unlockMinutes: 15,
  idleTimeout: "30",
  quoteQop: false,
  extendedUserName: false,
  latin1Login: false,
  practiceFault: null,
};

/** The folded line of the advanced settings: the values, and the switches that are on. */
export function advancedSummary(draft: ConnectionDraft): string {
  const switches = [
    draft.latin1Login ? "login in Latin-1" : null,
    draft.quoteQop ? "qop in quotation marks" : null,
    draft.extendedUserName ? "username*" : null,
  ].filter((each) => each !== null);
  return [
    `API version ${draft.apiVersion}`,
    `${draft.gap} ms between bulk requests`,
    `${draft.idleTimeout} s time-out`,
    `unlocks for ${minutes(draft.unlockMinutes)}`,
    ...switches,
  ].join(", ");
}

export function draftOf(connection: Connection | null): ConnectionDraft {
  if (connection === null) return fresh;
  const { name, label, colour, baseUrl, apiVersion, userName, unlockMinutes, quoteQop, extendedUserName } = connection;
  return {
    name,
    label,
    colour,
    baseUrl,
    apiVersion,
    userName,
    gap: String(connection.gapMs),
    unlockMinutes,
    idleTimeout: String(connection.idleTimeoutSeconds),
    quoteQop,
    extendedUserName,
    latin1Login: connection.latin1Login ?? false,
    practiceFault: connection.practiceFault,
  };
}

/** The fields of the advanced settings, which are unfolded when one of them prevents saving. */
export const advancedFields = [
  "apiVersion",
  "gap",
  "idleTimeout",
] as const satisfies readonly (keyof ConnectionDraft)[];

export type DraftProblems = Readonly<Partial<Record<keyof ConnectionDraft, string>>>;

/** What prevents a draft from being saved, per field. The address of a practice connection cannot be edited. */
export function problemsOf(draft: ConnectionDraft, practice: boolean): DraftProblems {
  const problems: Partial<Record<keyof ConnectionDraft, string>> = {};
  if (draft.name.trim() === "") problems.name = "Give it a name to tell it by.";
  if (!practice) {
    const base = parseBaseUrl(draft.baseUrl);
    if (!base.ok) problems.baseUrl = base.reason;
  }
  if (!/^[A-Za-z0-9._-]{1,20}$/u.test(draft.apiVersion)) problems.apiVersion = "Such as v1.";
  if (wholeNumber(draft.gap, 0, 60_000) === null) problems.gap = "0 to 60000 ms.";
  if (wholeNumber(draft.idleTimeout, 1, 600) === null) problems.idleTimeout = "1 to 600 s.";
  return problems;
}

/** Call it only for a draft without problems. */
export function inputOf(draft: ConnectionDraft): ConnectionInput {
  const { name, label, colour, baseUrl, apiVersion, userName, unlockMinutes, quoteQop, extendedUserName, latin1Login } =
    draft;
  return {
    name: name.trim(),
    label: label.trim(),
    colour,
    baseUrl: baseUrl.trim(),
    apiVersion,
    userName,
    gapMs: wholeNumber(draft.gap, 0, 60_000) ?? 500,
    unlockMinutes,
    idleTimeoutSeconds: wholeNumber(draft.idleTimeout, 1, 600) ?? 30,
    quoteQop,
    extendedUserName,
    latin1Login,
  };
}

/** Only what the user changed, so an untouched field is not written. */
export function changesTo(connection: Connection, input: ConnectionInput): Partial<ConnectionInput> {
  const entries = Object.entries(input).filter(
    // A switch that was never touched is absent.
    ([field, value]) => (connection[field as keyof ConnectionInput] ?? false) !== value,
  );
  return Object.fromEntries(entries);
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,6}$/u.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= least && value <= most ? value : null;
}
