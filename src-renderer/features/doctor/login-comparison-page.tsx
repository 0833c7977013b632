import { UsersRound } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { useConnections } from "../../query.ts";
import { callsWithLogin } from "../../state/call-cost.ts";
import { useCommand } from "../../state/command-bus.ts";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { baseUrlOf, spokenName } from "../connections/connection-words.ts";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { LoginProblem } from "./login-problem.tsx";
import { NoConnection } from "./no-connection.tsx";
import { ResultHead } from "./result-head.tsx";
import { RunStatus, type RunOutcome } from "./run-status.tsx";
import { chooseDesignator, designatorFor, useTestedDesignator } from "./tested-designator.ts";
import { ComparedStatus, ComparedHeaders, ComparedRecords, type ComparedSides } from "./login-comparison-tables.tsx";
import { LoginComparisonLine } from "./login-comparison-line.tsx";
import {
  cancelComparison,
  runComparison,
  useLoginComparisons,
  type RunningComparison,
} from "./login-comparison-runs.ts";
import { comparingWords, loginComparisonWords, type LoginComparisonWords } from "./login-comparison-words.ts";

/** Sends the same GET with two logins, one after the other, and shows what differs between the responses. */
export function LoginComparisonPage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={UsersRound} question="Which login is to be compared?" />;
  return <LoginComparisonView left={connection} />;
}

function LoginComparisonView({ left }: { left: Connection }) {
  const connections = useConnections() ?? [];
  const { right: chosenRight, running: anyRun, last, problem } = useLoginComparisons();
  const chosen = useTestedDesignator((tested) => tested.chosen);
  const others = connections.filter(({ connectionId }) => connectionId !== left.connectionId);
  const right = others.find(({ connectionId }) => connectionId === chosenRight) ?? others[0];
  const running = anyRun?.left === left.connectionId && anyRun.right === right?.connectionId ? anyRun : null;
  const designator = running?.designator ?? chosen ?? designatorFor(left);
  const isShown =
    last?.left === left.connectionId && last.right === right?.connectionId && last.result.designator === designator;
  const shown = isShown && running === null ? last : null;
  const bare = [left, right].find((each) => each && (!each.hasPassword || each.passwordNeeded));
  const why = !right ? "Add a second connection first." : bare && `Enter the password of ${bare.name} first.`;
  const notNow = running ? "The logins are being compared." : why;
  const run = (): void => {
    if (right) void runComparison(left.connectionId, right.connectionId, designator);
  };
  useCommand("request.send", run, notNow, callsWithLogin(2));
  useCommand("request.refresh", run, notNow, callsWithLogin(2));
  useCommand("request.cancel", cancelComparison, running ? undefined : "Nothing is running.");
  const isOwn = problem?.left === left.connectionId && problem.right === right?.connectionId;
  const unsafe = [left, right].find((each) => each?.unencrypted === true && !each.unencryptedAcknowledged);
  const sides: ComparedSides | null = right ? { left, right } : null;
  const refused = isOwn && problem.code === "link-local-not-acknowledged" ? problem.message : null;
  const unasked = [left, right].find((each) => each && refused?.startsWith(baseUrlOf(each)?.host ?? "?"));
  const words = shown && sides && loginComparisonWords(shown.result, [spokenName(left), spokenName(sides.right)]);
  return (
    <>
      <LoginComparisonLine
        left={left}
        right={right}
        others={others}
        designator={designator}
        running={running !== null}
        again={shown !== null}
        notNow={why}
        onDesignator={chooseDesignator}
        onRun={run}
        onCancel={cancelComparison}
      />
      <LoginProblem connection={bare ?? unasked ?? unsafe ?? left} problem={isOwn ? problem : null} onRun={run} />
      <div className="bodyrow">
        {running && sides ? (
          <Comparing running={running} sides={sides} />
        ) : shown && words && sides ? (
          <section className="resultpane logincomparison" aria-label="Login comparison">
            <ResultHead {...words} />
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable */}
            <div className="page" role="region" aria-label="What differs" tabIndex={0}>
              <ComparedStatus found={shown.result} sides={sides} />
              <ComparedHeaders found={shown.result} sides={sides} />
              {shown.result.records && <ComparedRecords records={shown.result.records} sides={sides} />}
            </div>
          </section>
        ) : (
          <NothingCompared alone={right === undefined} />
        )}
      </div>
      <RunStatus
        connection={left}
        running={running && { ...running, wireRequests: running.wireRequests.left + running.wireRequests.right }}
        outcome={shown && words && outcomeOf(shown, words)}
        idle="Nothing compared yet"
        busy="Comparing"
      />
    </>
  );
}

function outcomeOf(
  { result, totalMs }: NonNullable<ReturnType<typeof useLoginComparisons.getState>["last"]>,
  { tone, code }: LoginComparisonWords,
): RunOutcome {
  const { left, right, startedAt } = result;
  const statuses = [left, right].map((each) => each?.status ?? "no answer").join(" and ");
  const wireRequests = (left?.wireRequests ?? 0) + (right?.wireRequests ?? 0);
  return { lamp: tone === "good" ? "good" : "bad", words: code, detail: statuses, startedAt, totalMs, wireRequests };
}

function Comparing({ running, sides }: { running: RunningComparison; sides: ComparedSides }) {
  const { side, designator } = running;
  return (
    <section className="work" aria-label="Comparing two logins" aria-busy="true">
      <EmptyPane role="status" icon={UsersRound} title={`GET ${designator} with ${spokenName(sides[side])}`}>
        <p>{comparingWords(running)}</p>
        <ProgressBar label="Logins asked" share={side === "left" ? 0 : 0.5} />
      </EmptyPane>
    </section>
  );
}

function NothingCompared({ alone }: { alone: boolean }) {
  return (
    <section className="work" aria-label="Nothing compared yet">
      <EmptyPane icon={UsersRound} title={alone ? "A second connection is needed" : "Do both logins get the same?"}>
        <p className="narrowtext">
          The same GET is sent with both, one after the other: who is let in, which headers, records and fields differ.
          Only reads are sent.
        </p>
      </EmptyPane>
    </section>
  );
}
