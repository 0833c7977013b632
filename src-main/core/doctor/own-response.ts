import type { Leg } from "#shared/http/exchange.ts";
import { legEvidence, type LegMarks } from "./evidence.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** A signed leg is sent only after its digest response has been computed twice with the same result. */
export function recordOwnResponse(diagnosis: Diagnosis, leg: Leg, at: Pick<LegMarks, "number" | "of">): void {
  diagnosis.done("own-answer", {
    sentence: "Two ways of computing it agree",
    ms: null,
    evidence: legEvidence(leg, { ...at, sent: ["authorization"] }),
  });
}
