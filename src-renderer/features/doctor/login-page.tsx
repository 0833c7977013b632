import { openBundle } from "./bundle-draft.ts";
import { KeyRound, Stethoscope } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport, DiagnosisStep, Verdict } from "#shared/doctor.ts";
import { isAboutEnds } from "#shared/suspicion-words.ts";
import type { StepName } from "#shared/doctor-names.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { ComparedCard } from "./compared-card.tsx";
import { editPassword } from "./edit-password.ts";
import { EvidenceCard } from "./evidence-card.tsx";
import { DiagnosisSteps } from "./diagnosis-steps.tsx";
import { examineOverHttps, httpsCalledFor } from "./https-verdict.ts";
import { loginRuns } from "./login-runs.ts";
import { NoConnection } from "./no-connection.tsx";
import { ticketOf } from "./copy-ticket.ts";
import { RuledOutCard, TellCard } from "./verdict-cards.tsx";
import { VerdictHead } from "./verdict-head.tsx";
import { VerdictPage } from "./verdict-page.tsx";

/** Determines why a login fails: which login, the verdict, the steps that led to it, and the bytes that decided. */
export function LoginPage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Stethoscope} question="Which login is to be examined?" />;
  return (
    <VerdictPage
      connection={connection}
      runs={loginRuns}
      maxCalls={8}
      words={words}
      detailOf={detailOf}
      nothing={<NothingExamined />}
    >
      {(steps, report) => <RunShown connection={connection} steps={steps} report={report} />}
    </VerdictPage>
  );
}

const words = { idle: "Nothing examined yet", busy: "Examining", notNow: "A login is being examined." } as const;

interface RunShownProps {
  readonly connection: Connection;
  readonly steps: readonly DiagnosisStep[];
  readonly report: DoctorReport | null;
}

function RunShown({ connection, steps, report }: RunShownProps) {
  const [chosen, setChosen] = useState<StepName | null>(null);
  const decisive = decisiveStep(steps);
  const step = steps.find(({ name }) => name === chosen) ?? decisive;
  const verdict = report?.verdict ?? null;
  const secured = verdict === null ? null : httpsCalledFor(connection, verdict);
  if (!step) return null;
  return (
    <div className="docbody">
      <div className="doccol">
        <section className="verdict" aria-live="polite" aria-label="Verdict">
          {report && verdict ? (
            <VerdictHead
              verdict={verdict}
              action={
                secured === null ? (
                  <EndsWithSpace connection={connection} verdict={verdict} />
                ) : (
                  <Button size="small" onPress={() => examineOverHttps(connection, secured, report.designator)}>
                    Use https for this connection
                  </Button>
                )
              }
            />
          ) : (
            <NoVerdict running={report === null} step={decisive} />
          )}
        </section>
        <DiagnosisSteps steps={steps} selected={step.name} onSelect={setChosen} />
      </div>
      <div className="evcol">
        {report && verdict && (
          <TellCard
            ticket={ticketOf(report)}
            tell={verdict.tell}
            {...(verdict.code === "refused-since"
              ? { onPassword: () => editPassword(connection) }
              : { onBundle: () => openBundle(report.runId) })}
          />
        )}
        {report && verdict && verdict.compared.length > 0 && chosen === null ? (
          <ComparedCard compared={verdict.compared} now={report.startedAt} />
        ) : (
          <EvidenceCard step={step} />
        )}
        {verdict && <RuledOutCard verdict={verdict} />}
      </div>
    </div>
  );
}

/** A space around the password is removed in the connection dialog. */
function EndsWithSpace({ connection, verdict }: { connection: Connection; verdict: Verdict }) {
  if (!verdict.suspicions.some(isAboutEnds)) return null;
  return (
    <Button size="small" icon={KeyRound} onPress={() => editPassword(connection)}>
      Edit connection…
    </Button>
  );
}

function NoVerdict({ running, step }: { running: boolean; step: DiagnosisStep | undefined }) {
  return (
    <>
      <div className="vmark c-3">
        <Icon of={Stethoscope} size="l" />
      </div>
      <div className="grow">
        <h2>{running ? "Examining the login" : "Cancelled before there was a verdict"}</h2>
        <p>{running ? (step?.sentence ?? "") : "What was found out so far is below. Run it again for the rest."}</p>
      </div>
    </>
  );
}

/** The step to show first: the one that is running or failed, else the server's own decision. */
function decisiveStep(steps: readonly DiagnosisStep[]): DiagnosisStep | undefined {
  const state = (wanted: DiagnosisStep["state"]): DiagnosisStep | undefined =>
    steps.find((step) => step.state === wanted);
  return state("running") ?? state("failed") ?? steps.find(({ name }) => name === "server-verdict");
}

function detailOf(steps: readonly DiagnosisStep[]): string {
  const count = (state: DiagnosisStep["state"]): number => steps.filter((step) => step.state === state).length;
  return `${count("done")} done, ${count("failed")} failed, ${count("skipped")} skipped`;
}

function NothingExamined() {
  return (
    <section className="work" aria-label={words.idle}>
      <EmptyPane icon={Stethoscope} title="Find out why this login fails">
        <p className="narrowtext">
          Twelve steps from the name of the server to its last word, each with the bytes that decided it. Only reads are
          sent, four to eight wire requests; no password is tried out.
        </p>
      </EmptyPane>
    </section>
  );
}
