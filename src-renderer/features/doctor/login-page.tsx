import { openBundle } from "./bundle-draft.ts";
import { Stethoscope } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport, Rung } from "#shared/doctor.ts";
import type { RungName } from "#shared/doctor-names.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { EvidenceCard } from "./evidence-card.tsx";
import { Ladder } from "./ladder.tsx";
import { examineOverHttps, httpsCalledFor } from "./https-verdict.ts";
import { loginRuns } from "./login-runs.ts";
import { NoConnection } from "./no-connection.tsx";
import { ticketOf } from "./copy-ticket.ts";
import { RuledOutCard, TellCard } from "./verdict-cards.tsx";
import { VerdictHead } from "./verdict-head.tsx";
import { VerdictPage } from "./verdict-page.tsx";

/** Finds out why a login fails: which login, the verdict, the steps that led to it, and the bytes that decided. */
export function LoginPage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Stethoscope} question="Which login is to be examined?" />;
  return (
    <VerdictPage
      connection={connection}
      runs={loginRuns}
      mostCalls={8}
      words={words}
      detailOf={detailOf}
      nothing={<NothingExamined />}
    >
      {(rungs, report) => <Climbed connection={connection} rungs={rungs} report={report} />}
    </VerdictPage>
  );
}

const words = { idle: "Nothing examined yet", busy: "Examining", notNow: "A login is being examined." } as const;

interface ClimbedProps {
  readonly connection: Connection;
  readonly rungs: readonly Rung[];
  readonly report: DoctorReport | null;
}

function Climbed({ connection, rungs, report }: ClimbedProps) {
  const [chosen, setChosen] = useState<RungName | null>(null);
  const decisive = decisiveRung(rungs);
  const rung = rungs.find(({ name }) => name === chosen) ?? decisive;
  const verdict = report?.verdict ?? null;
  const secured = verdict === null ? null : httpsCalledFor(connection, verdict);
  if (!rung) return null;
  return (
    <div className="docbody">
      <div className="doccol">
        <section className="verdict" aria-live="polite" aria-label="Verdict">
          {report && verdict ? (
            <VerdictHead
              verdict={verdict}
              action={
                secured !== null && (
                  <Button size="small" onPress={() => examineOverHttps(connection, secured, report.designator)}>
                    Use https for this connection
                  </Button>
                )
              }
            />
          ) : (
            <NoVerdict running={report === null} rung={decisive} />
          )}
        </section>
        <Ladder rungs={rungs} selected={rung.name} onSelect={setChosen} />
      </div>
      <div className="evcol">
        {report && verdict && (
          <TellCard ticket={ticketOf(report)} tell={verdict.tell} onBundle={() => openBundle(report.runId)} />
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

function detailOf(rungs: readonly Rung[]): string {
  const count = (state: Rung["state"]): number => rungs.filter((rung) => rung.state === state).length;
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
