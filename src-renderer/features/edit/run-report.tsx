import { CircleCheck, CircleDashed, CircleHelp, CircleX, Send, TriangleAlert, type LucideIcon } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { ItemState, Run } from "#shared/edits.ts";
import { pauseRun, resumeRun, stopRun, useReview } from "../../state/review.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { Notice } from "../../ui/notice.tsx";
import { useIsUnlocked } from "../connections/writes.ts";
import { MethodName } from "../request/address.tsx";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { ComparedValue } from "./shown-value.tsx";
import { SheetHead } from "./sheet-head.tsx";
import { countsOf } from "./review-words.ts";
import { runningFootWords, runSentence, runTitle } from "./run-words.ts";
import { outcomeWord } from "./state-words.ts";
import { unseenBetween } from "./unseen-between.ts";

const looks: Readonly<Record<ItemState, { readonly icon: LucideIcon; readonly tone: string }>> = {
  waiting: { icon: CircleDashed, tone: "c-3" },
  sending: { icon: Send, tone: "c-write" },
  stored: { icon: CircleCheck, tone: "c-ok" },
  altered: { icon: TriangleAlert, tone: "c-caution" },
  refused: { icon: CircleX, tone: "c-danger" },
  moved: { icon: TriangleAlert, tone: "c-caution" },
  unknown: { icon: CircleHelp, tone: "c-danger" },
  "not-executed": { icon: CircleX, tone: "c-danger" },
};

/** The progress of a commit that is running or paused, and the outcome of each of its writes so far. */
export function RunReport({ runId, connection }: { runId: string; connection: Connection }) {
  const run = useReview((state) => state.runs.get(runId));
  const locked = !useIsUnlocked(connection);
  if (run === undefined) return <SheetHead title="Commit" />;
  const { done } = countsOf(run);
  const isPaused = run.state === "paused";
  return (
    <>
      <SheetHead title={runTitle(run)} />
      <div className="runhead">
        <div className="row">
          <b className="grow" role="status">
            {runSentence(run)}
          </b>
          <span className="mono sm ink-2">
            {done} of {run.items.length}
          </span>
        </div>
        <div
          className="bar write"
          role="progressbar"
          aria-label="Commit"
          aria-valuenow={done}
          aria-valuemin={0}
          aria-valuemax={run.items.length}
        >
          <i style={{ width: `${String((100 * done) / run.items.length)}%` }} />
        </div>
        {run.reason !== "" && <Notice kind="caution" title={run.reason} />}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable */}
      <ol className="scroll runitems" tabIndex={0} aria-label="Writes">
        {run.items.map(({ kind, method, designator, title, wasSent, outcome }, index) => (
          // Items are in the order of sending and never move.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} data-state={outcome.state}>
            <Icon of={looks[outcome.state].icon} tone={looks[outcome.state].tone} />
            <div className="grow">
              <div className="row">
                <MethodName method={method} />
                <span className="mono nowrap">{visibleText(outcome.designator || designator)}</span>
                <span className="ink-2 ell grow">{visibleText(title)}</span>
                <span className="sm nowrap">
                  {outcomeWord({ kind, designator, state: outcome.state, wasSent, runState: run.state })}
                </span>
              </div>
              {outcome.message !== "" && <p className="sm ink-2">{visibleText(shortened(outcome.message, 1_000))}</p>}
              {outcome.state !== "stored" && <Proof outcome={outcome} />}
            </div>
          </li>
        ))}
      </ol>
      <footer>
        {run.state === "running" ? (
          <>
            <span className="sm ink-2" role="status">
              {runningFootWords(run)}
            </span>
            <span className="grow" />
            {!run.stopping && <Button onPress={() => pauseRun(runId)}>Pause</Button>}
            <Button variant="danger-outline" onPress={() => stopRun(runId)}>
              {run.stopping ? "Stop now" : "Stop"}
            </Button>
          </>
        ) : (
          <>
            {isPaused && (
              <Button variant="danger-outline" onPress={() => stopRun(runId)}>
                Stop
              </Button>
            )}
            <span className="grow" />
            {locked && isPaused && <span className="sm ink-2">Unlock writes to go on</span>}
            {isPaused && (
              <Button
                variant={locked ? "plain" : "write"}
                notNow={locked ? "Writes are locked." : undefined}
                onPress={() => resumeRun(runId)}
              >
                Go on
              </Button>
            )}
          </>
        )}
      </footer>
    </>
  );
}

function unseenSentence(sent: string, stored: string): string {
  const unseen = unseenBetween(sent, stored);
  return unseen === null ? "" : `. ${unseen}`;
}

function Proof({ outcome }: { outcome: Run["items"][number]["outcome"] }) {
  const differing = outcome.proof.filter(({ verdict }) => verdict !== "stored");
  if (differing.length === 0) return null;
  const limit = textBudget(differing.flatMap(({ sent, stored }) => [sent.length, stored?.length ?? 0]));
  return (
    <dl className="proof">
      {differing.map(({ name, sent, stored, verdict }) => (
        <div key={name}>
          <dt className="mono">{visibleText(name)}</dt>
          <dd>
            {verdict}: sent{" "}
            <span className="mono">
              <ComparedValue label={`${name} as sent`} value={sent} others={[stored]} limit={limit} />
            </span>
            , stored{" "}
            <span className="mono">
              {stored === null ? (
                "nothing"
              ) : (
                <ComparedValue label={`${name} as stored`} value={stored} others={[sent]} limit={limit} />
              )}
            </span>
            {stored !== null && unseenSentence(sent, stored)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
