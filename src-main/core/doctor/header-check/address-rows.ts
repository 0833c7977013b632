import { sent, type HeaderCheckSubject } from "./subject.ts";
import type { FindingCode } from "./findings.ts";
import type { HashedInputs } from "./hashed-inputs.ts";
import { compare, fine, rule, wrong, type CheckedRow } from "./checked-row.ts";
import { percentDecoded, requestTargetIn } from "./request-address.ts";

export function checkMethod(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const { method } = one;
  if (method === null) {
    return proven === null
      ? fine("method", null, "Not given", rule("method of the request"), "unknown")
      : fine("method", proven.method, "Signed for it, not seen", rule("method of the request"), "unknown");
  }
  return (
    compare(
      { input: "method", theirs: method, signed: proven?.method ?? null, needed: null },
      () => "method-mismatch",
    ) ?? fine("method", method)
  );
}

export function checkUri(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const theirs = sent(one, "uri");
  if (theirs === null) return wrong("uri", null, ["parameter-missing"], one.requestTarget ?? rule("path and query"));
  const needed = one.requestTarget;
  const checkedRows = compare({ input: "uri", theirs, signed: proven?.uri ?? null, needed }, classifyAddress);
  if (checkedRows !== null) return checkedRows;
  return needed === null
    ? fine("uri", theirs, "No URL to compare with", rule("as in the request line"), "unknown")
    : fine("uri", theirs);
}

/** What happened to an address on its way into the header or into the hash. */
function classifyAddress(actual: string, needed: string): FindingCode {
  if (/^https?:\/\//iu.test(actual)) return "uri-absolute";
  const [path = "", query] = needed.split("?", 2);
  if (query !== undefined && actual === path) return "uri-lacks-query";
  if (percentDecoded(actual) === percentDecoded(needed)) return "uri-encoded-differently";
  if (percentDecoded(percentDecoded(actual)) === percentDecoded(percentDecoded(needed)))
    return "uri-encoded-differently";
  if (query !== undefined && percentDecoded(actual) === percentDecoded(path)) return "uri-lacks-query";
  if (actual !== "" && actual !== "/" && needed.endsWith(actual)) return "uri-lacks-path";
  const host = requestTargetIn(actual);
  return host === needed && !actual.startsWith("/") ? "uri-absolute" : "uri-differs";
}
