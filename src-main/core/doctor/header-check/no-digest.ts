import type { HeaderCheckMissing } from "#shared/header-check.ts";
import type { WrittenCredentials } from "../paste/credentials.ts";
import type { PastedLogin, PastedRequest } from "../paste/pasted-request.ts";
import type { HeaderCheckLogin } from "./subject.ts";
import { findings, type FindingCode } from "./findings.ts";
import { fine, rule, wrong, type CheckedRow } from "./checked-row.ts";
import { askFor, listMissing, missingWithoutHeader } from "./missing.ts";
import type { Verdict } from "./verdict.ts";

interface CheckedRows {
  readonly verdict: Verdict;
  readonly checkedRows: readonly CheckedRow[];
  readonly missing?: readonly HeaderCheckMissing[];
}

/** For a paste without a digest header: what can still be said about it. */
export function checkWithoutDigest(
  request: PastedRequest,
  credentials: WrittenCredentials | null,
  login: HeaderCheckLogin,
  text: string,
): CheckedRows {
  if (text.trim() === "") return only("empty", "empty", "Paste a request to check it", "");
  if (request.kind === "nothing") {
    return only(
      "not-understood",
      "not-understood",
      "No request was found in this text",
      "Paste raw request lines, a cURL command, or the Authorization header. A response or an error message alone says nothing about the header.",
    );
  }
  if (credentials === null && request.isCut) {
    const missing = missingWithoutHeader(request);
    const title = `Not enough information: the text does not show ${listMissing(missing)}`;
    const explanation = `A tool or a log hides the value of the Authorization header. ${askFor(missing)}`;
    return { ...only("not-enough", "not-enough", title, explanation), missing };
  }
  if (credentials === null && request.login !== null && request.asksDigest) return commandAlone(request.login, login);
  if (credentials?.scheme === "basic" || (credentials === null && request.login !== null)) {
    const pasted = request.login ?? basicLogin(credentials?.token ?? "");
    return refused(
      "basic-sent",
      "Basic",
      "The API answers 401 to Basic, whatever the password is.",
      loginRows(pasted, login),
    );
  }
  if (credentials !== null) {
    return refused(
      "scheme-unknown",
      credentials.scheme === "" ? "no scheme" : credentials.scheme,
      "The API accepts digest authentication only.",
      [],
    );
  }
  return refused(
    "authorization-missing",
    null,
    "The first request of a login has none either: paste the one that follows the 401.",
    [],
  );
}

function refused(
  code: FindingCode,
  theirs: string | null,
  explanation: string,
  rows: readonly CheckedRow[],
): CheckedRows {
  const { clause } = findings[code];
  return {
    verdict: { outcome: "no-digest", code, title: `Not a digest login: ${clause}`, explanation },
    checkedRows: [wrong("authorization", theirs, [code], "Digest"), ...rows],
  };
}

/** curl creates the header itself, so there is none yet, but the login in the command can be compared. */
function commandAlone(pasted: PastedLogin, login: HeaderCheckLogin): CheckedRows {
  const checkedRows = loginRows(pasted, login);
  const differs = checkedRows.some(({ codes }) => codes.length > 0);
  return {
    verdict: {
      outcome: differs ? "differs" : "no-digest",
      code: checkedRows.flatMap(({ codes }) => codes)[0] ?? "command-only",
      title: differs ? "The command has another login" : "curl makes the header itself",
      explanation: `${differs ? "It is not the one on file. " : ""}To check the header that is really sent, add -v to the command and paste what it prints.`,
    },
    checkedRows,
  };
}

/** Compares two passwords directly. Only whether they are equal is reported. */
function loginRows(pasted: PastedLogin | null, login: HeaderCheckLogin): CheckedRow[] {
  if (pasted === null) return [];
  const name =
    pasted.userName === login.userName
      ? fine("username", pasted.userName)
      : pasted.userName === login.password
        ? masked(wrong("username", null, ["name-password-swapped"], login.userName))
        : wrong("username", pasted.userName, ["user-name-differs"], login.userName);
  if (pasted.password === null || login.password === null) return [name];
  const password =
    pasted.password === login.password
      ? fine("password", null, "The one on file", rule("on file"))
      : wrong("password", null, ["password-differs"], rule("on file"));
  return [name, masked(password)];
}

function masked({ row, codes }: CheckedRow): CheckedRow {
  return { row: { ...row, masked: true }, codes };
}

/** RFC 7617 §2: base64 of user name, colon and password. */
function basicLogin(token: string): PastedLogin | null {
  const text = Buffer.from(token, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : { userName: text.slice(0, colon), password: text.slice(colon + 1) };
}

function only(outcome: Verdict["outcome"], code: string, title: string, explanation: string): CheckedRows {
  return { verdict: { outcome, code, title, explanation }, checkedRows: [] };
}
