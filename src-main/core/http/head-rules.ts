/** A line of a response head that breaks RFC 9112, counted from 1. */
export interface HeadViolation {
  readonly line: number;
  readonly reason: string;
}

const fieldName = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/u;

/**
 * Checks a response head for what makes two readers of it disagree (RFC 9112 §2.2, §5.1, §5.2, §6.3).
 *
 * How strict the parser of node:http is depends on how the runtime was built: Electron's lets some of this pass. So
 * the bytes are looked at once more, and the application judges the same on every host.
 */
export function findHeadViolation(received: string): HeadViolation | null {
  let statusLineNext = true;
  let interim = false;
  let lengths = 0;
  let transferCoded = false;
  for (const [index, whole] of received.split("\n").slice(0, -1).entries()) {
    const violation = (reason: string): HeadViolation => ({ line: index + 1, reason });
    if (statusLineNext && !/^HTTP\/\d\.\d \d{3}\b/u.test(whole))
      return violation("The answer does not begin as HTTP does");
    if (!whole.endsWith("\r")) return violation("A line ends without a carriage return");
    const line = whole.slice(0, -1);
    if (statusLineNext) {
      // 1xx answers come before the final one and have no body (RFC 9110 §15.2).
      interim = /^HTTP\/1\.[01] 1(?!01)\d\d/u.test(line);
      statusLineNext = false;
      continue;
    }
    if (line === "") {
      if (!interim) return null;
      statusLineNext = true;
      continue;
    }
    if (/^[\t ]/u.test(line)) return violation("A header is folded over two lines");
    const colon = line.indexOf(":");
    if (colon === -1) return violation("A header has no colon");
    const name = line.slice(0, colon);
    if (/[\t ]$/u.test(name)) return violation("A blank stands before the colon of a header");
    if (!fieldName.test(name)) return violation("A header has a name that cannot be one");
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === "content-length") {
      if (!/^\d+$/u.test(value)) return violation("Content-Length is not a number");
      if (++lengths > 1) return violation("There are two Content-Lengths");
    }
    transferCoded ||= name.toLowerCase() === "transfer-encoding";
    if (transferCoded && lengths > 0) return violation("There are both Content-Length and Transfer-Encoding");
  }
  return null;
}
