import type { HeaderCheckInput } from "#shared/header-check.ts";
import { headerCheckInput } from "#shared/header-check.ts";
import type { WrittenCredentials, WrittenParameter } from "../paste/credentials.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import type { HeaderCheckSubject } from "./subject.ts";
import type { FindingCode } from "./findings.ts";
import { rule, wrong, type CheckedRow } from "./checked-row.ts";

interface FormProblem {
  readonly code: FindingCode;
  readonly theirs: string;
  readonly right: string;
}

/** What is wrong with the field as a whole: its name, how often it occurs, its scheme and its separators. */
export function checkForm(one: HeaderCheckSubject): CheckedRow | null {
  const [first, ...others] = formProblems(one.request, one.credentials);
  if (first === undefined) return null;
  const codes = [first.code, ...others.map(({ code }) => code)] as const;
  return wrong("authorization", first.theirs, codes, rule(first.right));
}

function formProblems(request: PastedRequest, credentials: WrittenCredentials): FormProblem[] {
  const { authorization, fieldName, fieldCount } = request;
  const { writtenScheme, repeated, separators } = credentials;
  const lines = authorization?.foldedLines ?? 1;
  const problems: readonly (FormProblem | false)[] = [
    fieldCount > 1 && { code: "field-repeated", theirs: `${String(fieldCount)} fields`, right: "one field" },
    fieldName === "proxy" && { code: "proxy-authorization", theirs: "Proxy-Authorization", right: "Authorization" },
    fieldName === "misspelled" && {
      code: "field-misspelled",
      theirs: request.authorization?.name ?? "another name",
      right: "Authorization",
    },
    isSchemeMissing(request, credentials) && { code: "scheme-missing", theirs: "no scheme", right: "Digest in front" },
    writtenScheme !== "" &&
      writtenScheme.toLowerCase() !== "digest" && { code: "scheme-misspelled", theirs: writtenScheme, right: "Digest" },
    repeated.length > 0 && {
      code: "parameter-repeated",
      theirs: `${[...new Set(repeated)].join(", ")} twice`,
      right: "each parameter once",
    },
    separators.isCommaMissing &&
      !areSeparatorsUnseen(request, credentials) && {
        code: "separators-missing",
        theirs: "no comma",
        right: "a comma between parameters",
      },
    separators.isCommaSurplus &&
      !request.isCut && { code: "comma-surplus", theirs: "one comma too many", right: "no comma at the end" },
    lines > 1 &&
      authorization?.isFoldUnsure === false && {
        code: "header-folded",
        theirs: `on ${String(lines)} lines`,
        right: "on one line",
      },
  ];
  return problems.filter((problem) => problem !== false);
}

function isSchemeMissing(request: PastedRequest, { writtenScheme }: WrittenCredentials): boolean {
  return writtenScheme === "" && !request.isSchemeLeftOut && !["unseen", "logged"].includes(request.fieldName);
}

/** When each parameter is on its own line, the tool that printed it may have left the commas out. */
export function areSeparatorsUnseen(request: PastedRequest, { separators }: WrittenCredentials): boolean {
  return separators.isCommaMissing && request.authorization?.isOnOneLine === false;
}

const quotedParameters = new Set(["username", "realm", "nonce", "uri", "response", "cnonce", "opaque"]);

/** When nothing is quoted, a log may have removed the quotes; a command shows what its shell made of them. */
export function areQuotesUnseen(request: PastedRequest, { parameters }: WrittenCredentials): boolean {
  const isQuoted = (one: WrittenParameter): boolean => one.quoted || one.singleQuoted;
  return request.kind !== "curl" && parameters.size > 0 && ![...parameters.values()].some(isQuoted);
}

/** Adds to each row what is wrong with the quotes of its value. A parameter without a row gets one. */
export function withQuoting(
  checkedRows: readonly CheckedRow[],
  { request, credentials }: HeaderCheckSubject,
): CheckedRow[] {
  if (areQuotesUnseen(request, credentials)) return [...checkedRows];
  const problems = new Map<HeaderCheckInput, CheckedRow>();
  for (const parameter of credentials.parameters.values()) {
    const code = quotingProblem(parameter);
    const input = headerCheckInput.safeParse(parameter.name.replace("*", "")).data;
    if (code === null || input === undefined) continue;
    const shown = parameter.singleQuoted ? `'${parameter.value}'` : parameter.value;
    problems.set(input, wrong(input, shown, [code], rule("in double quotes")));
  }
  const added = [...problems].filter(([input]) => checkedRows.every(({ row }) => row.input !== input));
  const rows = checkedRows.map((each): CheckedRow => {
    const problem = problems.get(each.row.input);
    if (problem === undefined) return each;
    return each.codes.length === 0 && !each.row.masked
      ? problem
      : { ...each, codes: [...each.codes, ...problem.codes] };
  });
  return [...rows, ...added.map(([, problem]) => problem)];
}

function quotingProblem({ name, quoted, singleQuoted }: WrittenParameter): FindingCode | null {
  if (singleQuoted) return "quotes-single";
  return !quoted && quotedParameters.has(name) ? "value-unquoted" : null;
}
