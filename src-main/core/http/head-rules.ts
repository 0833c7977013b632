import type { HeadViolation } from "./head-line-rules.ts";
import { HeadReader } from "./head-reader.ts";

/**
 * Checks a response head for anything that makes two readers of it disagree (RFC 9112 §2.2, §5.1, §6.3).
 *
 * How strict the parser of node:http is depends on how the runtime was built: Electron's lets some of this pass. The
 * application therefore has its own rules, which give the same result on every host.
 */
export function findHeadViolation(received: string): HeadViolation | null {
  const reader = new HeadReader();
  reader.read(Buffer.from(received, "latin1"));
  return reader.violation;
}
