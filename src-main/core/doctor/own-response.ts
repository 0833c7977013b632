import type { Leg } from "#shared/http/exchange.ts";
import { legEvidence, type LegMarks } from "./evidence.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** A signed leg went out, so its answer had been computed a second time and was equal: else it would not have. */
export function recordOwnResponse(diagnosis: Diagnosis, leg: Leg, at: Pick<LegMarks, "number" | "of">): void {
  diagnosis.done("own-answer", {
    sentence: "Two ways of computing it agree",
    ms: null,
    evidence: legEvidence(leg, { ...at, sent: ["authorization"] }),
  });
}
