import type { Evidence, HeadLines, LevelQuestion } from "#shared/doctor.ts";
import type { Leg } from "#shared/http/exchange.ts";

const nothing: Evidence = { sent: null, received: null, facts: [], questions: [] };

/** What the system or our own computation reports, when no bytes decided. */
export function factEvidence(...facts: readonly (readonly [string, string])[]): Evidence {
  return { ...nothing, facts: [...facts] };
}

/** The position of a leg in a run, and what in it decided: header names in lower case, `start` for the first line. */
export interface LegMarks {
  readonly number: number;
  readonly of: number;
  readonly sent?: readonly string[];
  readonly received?: readonly string[];
}

/** Both heads of a leg as they were on the wire, with secrets masked. */
export function legEvidence(leg: Leg, { number, of, sent = [], received = [] }: LegMarks): Evidence {
  return {
    ...nothing,
    sent: {
      note: `leg ${number} of ${of}`,
      start: `${leg.method} ${leg.requestTarget} HTTP/1.1`,
      headers: leg.requestHeaders,
      decisive: [...sent],
    },
    received: receivedLines(leg, received),
  };
}

export function withQuestions(evidence: Evidence, questions: readonly LevelQuestion[]): Evidence {
  return { ...evidence, questions: [...questions] };
}

function receivedLines(leg: Leg, decisive: readonly string[]): HeadLines | null {
  if (leg.status === null) return null;
  return {
    note: `${Math.round(leg.timings.total)} ms`,
    start: `HTTP/${leg.httpVersion} ${leg.status} ${leg.reason}`.trimEnd(),
    headers: leg.responseHeaders,
    decisive: [...decisive],
  };
}
