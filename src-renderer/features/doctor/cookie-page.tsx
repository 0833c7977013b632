import { Cookie } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { CookieTest, CookieTrial } from "#shared/cookie-test.ts";
import type { CookieTrialName } from "#shared/cookie-test-names.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useDoctor } from "../../state/doctor.ts";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Icon } from "../../ui/icon.tsx";
import { cancelCookieTest, runCookieTest, useCookieRuns } from "./cookie-runs.ts";
import { CookieTrials, TrialEvidence } from "./cookie-trials.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { LoginProblem } from "./login-problem.tsx";
import { chooseDesignator, designatorFor, ownOf, useLoginRuns } from "./login-runs.ts";
import { NoConnection } from "./no-connection.tsx";
import { RulingHead } from "./ruling-head.tsx";
import { RunStatus, type RunOutcome } from "./run-status.tsx";
import { TestLine } from "./test-line.tsx";
import { TellCard } from "./verdict-cards.tsx";

/** Finds out what opens the door, the login or the session cookie: the same GET, three times. */
export function CookiePage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Cookie} question="Whose login is it about?" />;
  return <Doors connection={connection} />;
}

function Doors({ connection }: { connection: Connection }) {
  const { running: anyRun, reports, cancelled, problem } = useCookieRuns();
  const chosen = useLoginRuns((runs) => runs.designator);
  const verdictId = useDoctor((doctor) => doctor.verdictId);
  const running = ownOf(connection, anyRun);
  const report = ownOf(connection, verdictId === null ? cancelled : (reports.get(verdictId) ?? null));
  const designator = running?.designator ?? report?.designator ?? chosen ?? designatorFor(connection);
  const run = (): void => void runCookieTest(connection, designator);
  const noPassword = !connection.hasPassword || connection.passwordNeeded;
  const notNow = running ? "The trials are being made." : noPassword ? "Enter the password first." : undefined;
  useCommand("request.send", run, notNow);
  useCommand("request.refresh", run, notNow);
  useCommand("request.cancel", cancelCookieTest, running ? undefined : "Nothing is running.");
  const shown = running ?? report;
  return (
    <>
      <TestLine
        connection={connection}
        designator={designator}
        report={report}
        running={running !== null}
        notNow={noPassword ? notNow : undefined}
        onDesignator={(next) => {
          useCookieRuns.setState({ cancelled: null, problem: null });
          chooseDesignator(next);
        }}
        onRun={run}
        onCancel={cancelCookieTest}
      />
      <LoginProblem connection={connection} problem={ownOf(connection, problem)} onRun={run} />
      <div className="bodyrow">
        {shown ? <Tried key={shown.runId} report={running ? null : report} trials={shown.trials} /> : <NothingTried />}
      </div>
      <RunStatus
        connection={connection}
        running={running}
        outcome={report && outcomeOf(report)}
        idle="Nothing tried yet"
        busy="Trying"
      />
    </>
  );
}

function Tried({ report, trials }: { report: CookieTest | null; trials: readonly CookieTrial[] }) {
  const [chosen, setChosen] = useState<CookieTrialName>("login-and-cookie");
  const verdict = report?.verdict ?? null;
  const trial = trials.find(({ name }) => name === chosen);
  return (
    <div className="docbody">
      <div className="doccol">
        <section aria-label="Verdict">
          {verdict ? <RulingHead {...verdict} /> : <NoVerdict running={report === null} />}
        </section>
        <CookieTrials trials={trials} selected={chosen} onSelect={setChosen} />
      </div>
      <div className="evcol">
        {report && verdict && <TellCard ticket={report.ticket} tell={verdict.tell} />}
        {trial && <TrialEvidence key={trial.name} trial={trial} />}
      </div>
    </div>
  );
}

function NoVerdict({ running }: { running: boolean }) {
  return (
    <div className="rulinghead" role="status">
      <Icon of={Cookie} size="l" tone="c-3" />
      <div className="grow">
        <h1>{running ? "Trying the door three times" : "Cancelled before there was a verdict"}</h1>
        <p>
          {running
            ? "Each trial has a connection and a challenge of its own."
            : "The trials made so far are below. Run it again for the rest."}
        </p>
      </div>
    </div>
  );
}

function outcomeOf({ verdict, trials, ...run }: CookieTest): RunOutcome {
  const made = trials.filter(({ state }) => state === "done" || state === "failed").length;
  return {
    ...run,
    lamp: verdict === null ? "idle" : verdict.tone === "good" ? "good" : "bad",
    words: verdict === null ? "Cancelled" : verdict.code,
    detail: `${made} of ${trials.length} trials made`,
  };
}

function NothingTried() {
  return (
    <section className="work" aria-label="Nothing tried yet">
      <EmptyPane icon={Cookie} title="What opens the door, the login or the cookie?">
        <p className="narrowtext">
          The same GET with the login and the server’s cookie, with the login alone, and with the cookie alone. Only
          reads are sent, at most five wire requests.
        </p>
      </EmptyPane>
    </section>
  );
}
