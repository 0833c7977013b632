import type { HeaderCheckMissing } from "#shared/header-check.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import type { HeaderCheckSubject } from "./subject.ts";
import { areQuotesUnseen, areSeparatorsUnseen } from "./form-rows.ts";

interface MissingWords {
  /** For use in a sentence after "the text does not show". */
  readonly what: string;
  /** What to do about it. */
  readonly ask: string;
}

const words: Readonly<Record<HeaderCheckMissing, MissingWords>> = {
  method: { what: "the method", ask: "Enter the method of the request." },
  url: { what: "the URL", ask: "Enter the URL of the request, with its query." },
  "field-name": { what: "the name of the field", ask: "Paste the whole line, from `Authorization:` on." },
  scheme: { what: "whether the header begins with `Digest`", ask: "Paste the whole line, from `Authorization:` on." },
  separators: { what: "what separates the parameters", ask: "Paste the header as it was sent, on one line." },
  lines: { what: "whether the header was on one line", ask: "Paste the header as it was sent, on one line." },
  quotes: { what: "the quotes around the values", ask: "Paste the header as it was sent, with its quotes." },
  rest: { what: "the whole header", ask: "Paste it from a tool that neither cuts nor hides it." },
};

/** What a check would need to know and the text does not show. */
export function missingIn(one: HeaderCheckSubject): HeaderCheckMissing[] {
  const { request, credentials, method, requestTarget } = one;
  const isNameUnseen = request.fieldName === "unseen";
  const isSchemeUnseen = isNameUnseen && credentials.writtenScheme === "";
  const missing: readonly (HeaderCheckMissing | false)[] = [
    method === null && "method",
    requestTarget === null && "url",
    isNameUnseen && "field-name",
    isSchemeUnseen && "scheme",
    areSeparatorsUnseen(request, credentials) && "separators",
    request.authorization?.isFoldUnsure === true && "lines",
    areQuotesUnseen(request, credentials) && "quotes",
    request.isCut && "rest",
  ];
  return missing.filter((each) => each !== false);
}

/** For a text whose header is hidden or removed altogether. */
export function missingWithoutHeader({ method, target }: PastedRequest): HeaderCheckMissing[] {
  return [...(method === null ? (["method"] as const) : []), ...(target === null ? (["url"] as const) : []), "rest"];
}

/** `the method and the URL`. */
export function listMissing(missing: readonly HeaderCheckMissing[]): string {
  const all = missing.map((each) => words[each].what);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
}

/** What to enter or to paste, without duplicates. */
export function askFor(missing: readonly HeaderCheckMissing[]): string {
  if (missing.includes("method") && missing.includes("url")) {
    const others = missing.filter((each) => each !== "method" && each !== "url");
    return ["Enter the method and the URL of the request, with its query.", ...asks(others)].join(" ");
  }
  return asks(missing).join(" ");
}

function asks(missing: readonly HeaderCheckMissing[]): string[] {
  return [...new Set(missing.map((each) => words[each].ask))];
}
