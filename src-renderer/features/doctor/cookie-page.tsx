import { Cookie } from "lucide-react";
import { useState } from "react";
import type { CookieTest, CookieTrial } from "#shared/cookie-test.ts";
import type { CookieTrialName } from "#shared/cookie-test-names.ts";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Icon } from "../../ui/icon.tsx";
import { cookieRuns } from "./cookie-runs.ts";
import { CookieTrials, TrialEvidence } from "./cookie-trials.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { NoConnection } from "./no-connection.tsx";
import { ResultHead } from "./result-head.tsx";
import { ticketOf } from "./copy-ticket.ts";
import { TellCard } from "./verdict-cards.tsx";
import { VerdictPage } from "./verdict-page.tsx";

/** The session-cookie test: the same GET three times shows whether the login or the session cookie is accepted. */
export function CookiePage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Cookie} question="Whose login is it about?" />;
  return (
    <VerdictPage
      connection={connection}
      runs={cookieRuns}
      maxCalls={5}
      words={words}
      detailOf={detailOf}
      nothing={<NothingTried />}
    >
      {(trials, report) => <Tried trials={trials} report={report} />}
    </VerdictPage>
  );
}

const words = { idle: "Nothing tried yet", busy: "Trying", notNow: "The trials are being made." } as const;

function Tried({ trials, report }: { trials: readonly CookieTrial[]; report: CookieTest | null }) {
  const [chosen, setChosen] = useState<CookieTrialName>("login-and-cookie");
  const verdict = report?.verdict ?? null;
  const trial = trials.find(({ name }) => name === chosen);
  return (
    <div className="docbody">
      <div className="doccol">
        <section aria-label="Verdict">
          {verdict ? <ResultHead {...verdict} /> : <NoVerdict running={report === null} />}
        </section>
        <CookieTrials trials={trials} selected={chosen} onSelect={setChosen} />
      </div>
      <div className="evcol">
        {report && verdict && <TellCard ticket={ticketOf(report)} tell={verdict.tell} />}
        {trial && <TrialEvidence key={trial.name} trial={trial} />}
      </div>
    </div>
  );
}

function NoVerdict({ running }: { running: boolean }) {
  return (
    <div className="resulthead" role="status">
      <Icon of={Cookie} size="l" tone="c-3" />
      <div className="grow">
        <h2>{running ? "Sending the request three times" : "Cancelled before there was a verdict"}</h2>
        <p>
          {running
            ? "Each trial has a connection and a challenge of its own."
            : "The trials made so far are below. Run it again for the rest."}
        </p>
      </div>
    </div>
  );
}

function detailOf(trials: readonly CookieTrial[]): string {
  const made = trials.filter(({ state }) => state === "done" || state === "failed").length;
  return `${made} of ${trials.length} trials made`;
}

function NothingTried() {
  return (
    <section className="work" aria-label={words.idle}>
      <EmptyPane icon={Cookie} title="What is accepted, the login or the cookie?">
        <p className="narrowtext">
          The same GET with the login and the server’s cookie, with the login alone, and with the cookie alone. Only
          reads are sent, at most five wire requests.
        </p>
      </EmptyPane>
    </section>
  );
}
