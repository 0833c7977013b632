import type { LevelQuestion } from "#shared/doctor.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import type { LevelObservation } from "../connections/level.ts";
import { servesWebPage } from "../exchanges/body-start.ts";
import { levelQuestions } from "../exchanges/detect-level.ts";
import type { Sender } from "../exchanges/outgoing.ts";
import { declaresPage } from "../http/web-page.ts";
import { factEvidence, withQuestions } from "./evidence.ts";
import { otherLevel, type AccountLevel } from "./finding.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Probe } from "./probe.ts";

export interface LevelAnswer {
  /** The level of a resource that was served; null when none was. */
  readonly served: AccountLevel | null;
  readonly questions: readonly LevelQuestion[];
  readonly observations: readonly LevelObservation[];
}

/** Requests a resource of the other level, then, if none was served, one of the same level that was not tested. */
export async function checkLevel(
  { diagnosis, sender, probe }: { readonly diagnosis: Diagnosis; readonly sender: Sender; readonly probe: Probe },
  tested: { readonly request: RequestSpec; readonly level: AccountLevel; readonly status: number | null },
): Promise<LevelAnswer> {
  const { request, level: own } = tested;
  const questions: LevelQuestion[] = [];
  const observations: LevelObservation[] = [];
  let served: AccountLevel | null = null;
  diagnosis.begin("level", "Asking a resource of the other kind of account");
  for (const level of [otherLevel(own), own]) {
    const designator = levelQuestions[level];
    if (designator === request.designator || served !== null) continue;
    const outgoing = await sender.prepareToExamine({ ...request, designator });
    const { status, login, responseHeaders: headers } = await probe(outgoing);
    const isServed = login === "accepted" && status !== null && status < 300;
    const isPage = isServed && declaresPage(headers) && (await servesWebPage(probe, outgoing, { status, headers }));
    observations.push({ designator, resourceLevel: level, status, login, ...(isPage ? { webPage: true } : {}) });
    questions.push({ designator, level, status });
    if (isServed && !isPage) served = level;
    // A server that has stopped responding is not asked again.
    if (status === null) break;
  }
  const all = [...questions, { designator: request.designator, level: own, status: tested.status }];
  const answers = all.map(({ designator, status }) => `\`${designator}\` ${status ?? "no answer"}`).join(", ");
  const end = { sentence: `${answers}: ${meaning(served, questions)}`, evidence: withQuestions(factEvidence(), all) };
  if (questions.some(({ status }) => status === null)) diagnosis.failed("level", end);
  else diagnosis.done("level", end);
  return { served, questions, observations };
}

function meaning(served: AccountLevel | null, questions: readonly LevelQuestion[]): string {
  if (served !== null) return served === "agent" ? "an agent account" : "a company account";
  return questions.every(({ status }) => status === 401) ? "refused everywhere" : "not decided";
}
