import { openBundle } from "./bundle-draft.ts";
import { Stethoscope } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport, Rung } from "#shared/doctor.ts";
import type { RungName } from "#shared/doctor-names.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useDoctor } from "../../state/doctor.ts";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { EvidenceCard } from "./evidence-card.tsx";
import { Ladder } from "./ladder.tsx";
import { LoginProblem } from "./login-problem.tsx";
import {
  cancelExamination,
  chooseDesignator,
  designatorFor,
  examineLogin,
  ownOf,
  useLoginRuns,
  type RunningLogin,
} from "./login-runs.ts";
import { NoConnection } from "./no-connection.tsx";
import { RunStatus, type RunOutcome } from "./run-status.tsx";
import { TestLine } from "./test-line.tsx";
import { RuledOutCard, TellCard } from "./verdict-cards.tsx";
import { VerdictHead } from "./verdict-head.tsx";

/** Finds out why a login fails: which login, the verdict, the steps that led to it, and the bytes that decided. */
export function LoginPage({ connection }: DoctorPageProps) {
  return connection ? (
    <Examined connection={connection} />
  ) : (
    <NoConnection icon={Stethoscope} question="Which login is to be examined?" />
  );
}

function Examined({ connection }: { connection: Connection }) {
  const { running: anyRun, reports, cancelled, problem, designator: chosen } = useLoginRuns();
  const verdictId = useDoctor((doctor) => doctor.verdictId);
  const running = ownOf(connection, anyRun);
  const report = ownOf(connection, verdictId === null ? cancelled : (reports.get(verdictId) ?? null));
  const designator = running?.designator ?? report?.designator ?? chosen ?? designatorFor(connection);
  const run = (): void => void examineLogin(connection);
  const noPassword = !connection.hasPassword || connection.passwordNeeded;
  const notNow = running ? "A login is being examined." : noPassword ? "Enter the password first." : undefined;
  useCommand("request.send", run, notNow);
  useCommand("request.refresh", run, notNow);
  useCommand("request.cancel", cancelExamination, running ? undefined : "Nothing is running.");
  const shown = running ?? report;
  return (
    <>
      <TestLine
        connection={connection}
        designator={designator}
        report={report}
        running={running !== null}
        notNow={noPassword ? notNow : undefined}
        onDesignator={chooseDesignator}
        onRun={run}
        onCancel={cancelExamination}
      />
      <LoginProblem connection={connection} problem={problem} onRun={run} />
      <div className="bodyrow">
        {shown ? (
          <Climbed key={shown.runId} running={running} report={running ? null : report} rungs={shown.rungs} />
        ) : (
          <NothingExamined />
        )}
      </div>
      <RunStatus
        connection={connection}
        running={running}
        outcome={report && outcomeOf(report)}
        idle="Nothing examined yet"
        busy="Examining"
      />
    </>
  );
}

interface ClimbedProps {
  readonly running: RunningLogin | null;
  readonly report: DoctorReport | null;
  readonly rungs: readonly Rung[];
}

function Climbed({ running, report, rungs }: ClimbedProps) {
  const [chosen, setChosen] = useState<RungName | null>(null);
  const decisive = decisiveRung(rungs);
  const rung = rungs.find(({ name }) => name === chosen) ?? decisive;
  const verdict = report?.verdict ?? null;
  if (!rung) return null;
  return (
    <div className="docbody">
      <div className="doccol">
        <section className="verdict" aria-live="polite" aria-label="Verdict">
          {verdict ? <VerdictHead verdict={verdict} /> : <NoVerdict running={running !== null} rung={decisive} />}
        </section>
        <Ladder rungs={rungs} selected={rung.name} onSelect={setChosen} />
      </div>
      <div className="evcol">
        {report && verdict && (
          <TellCard ticket={report.ticket} tell={verdict.tell} onBundle={() => openBundle(report.runId)} />
        )}
        <EvidenceCard rung={rung} />
        {verdict && <RuledOutCard verdict={verdict} />}
      </div>
    </div>
  );
}

function NoVerdict({ running, rung }: { running: boolean; rung: Rung | undefined }) {
  return (
    <>
      <div className="vmark c-3">
        <Icon of={Stethoscope} size="l" />
      </div>
      <div className="grow">
        <h1>{running ? "Examining the login" : "Cancelled before there was a verdict"}</h1>
        <p>{running ? (rung?.sentence ?? "") : "What was found out so far is below. Run it again for the rest."}</p>
      </div>
    </>
  );
}

/** Where to look first: the step that runs or failed, else the server's own decision. */
function decisiveRung(rungs: readonly Rung[]): Rung | undefined {
  const state = (wanted: Rung["state"]): Rung | undefined => rungs.find((rung) => rung.state === wanted);
  return state("running") ?? state("failed") ?? rungs.find(({ name }) => name === "server-verdict");
}

function outcomeOf({ verdict, rungs, ...run }: DoctorReport): RunOutcome {
  const count = (state: Rung["state"]): number => rungs.filter((rung) => rung.state === state).length;
  return {
    ...run,
    lamp: verdict === null ? "idle" : verdict.good ? "good" : "bad",
    words: verdict === null ? "Cancelled" : verdict.code,
    detail: `${count("done")} done, ${count("failed")} failed, ${count("skipped")} skipped`,
  };
}

function NothingExamined() {
  return (
    <section className="work" aria-label="Nothing examined yet">
      <EmptyPane icon={Stethoscope} title="Find out why this login fails">
        <p className="narrowtext">
          Twelve steps from the name of the server to its last word, each with the bytes that decided it. Only reads are
          sent, four to eight wire requests; no password is tried out.
        </p>
      </EmptyPane>
    </section>
  );
}
