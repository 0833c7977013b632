import { Check, FileSearch, Minus, X, type LucideIcon } from "lucide-react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { CookieLeg, CookieTrial } from "#shared/cookie-test.ts";
import { cookieTrialTitles, type CookieTrialName } from "#shared/cookie-test-names.ts";
import type { StepState } from "#shared/doctor.ts";
import { Icon } from "../../ui/icon.tsx";
import { formatDuration } from "../response/format.ts";
import { Head } from "./head-lines.tsx";

interface Mark {
  readonly icon: LucideIcon;
  readonly tone: string;
}

const marks: Readonly<Partial<Record<StepState, Mark>>> = {
  done: { icon: Check, tone: "c-ok" },
  failed: { icon: X, tone: "c-danger" },
  skipped: { icon: Minus, tone: "c-3" },
};

export interface CookieTrialsProps {
  readonly trials: readonly CookieTrial[];
  readonly selected: CookieTrialName;
  readonly onSelect: (name: CookieTrialName) => void;
}

/**
 * The requests of the test side by side. Arrow keys move the selection; the bytes of the selected one are shown beside
 * it.
 */
export function CookieTrials({ trials, selected, onSelect }: CookieTrialsProps) {
  return (
    <ListBox
      className="cookieways"
      aria-label="Trials"
      orientation="horizontal"
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const chosen = trials.find(({ name }) => keys !== "all" && keys.has(name));
        if (chosen) onSelect(chosen.name);
      }}
    >
      {trials.map((trial) => (
        <Trial key={trial.name} trial={trial} />
      ))}
    </ListBox>
  );
}

function Trial({ trial: { name, state, sentence, status, ms, legs } }: { trial: CookieTrial }) {
  const mark = marks[state];
  const title = cookieTrialTitles[name];
  const outcome = [status === null ? "" : String(status), sentence].filter(Boolean).join(", ");
  return (
    <ListBoxItem id={name} className={`cookieway ${state}`} textValue={outcome === "" ? title : `${title}: ${outcome}`}>
      <span className="row doorname">
        {title}
        <span className="grow" />
        {mark && <Icon of={mark.icon} size="s" tone={mark.tone} />}
      </span>
      <span className={`doorstatus ${mark?.tone ?? "c-3"}`}>{status ?? "–"}</span>
      <span className="doorsaid">{state === "waiting" ? "Not tried yet" : sentence}</span>
      {legs.map((leg, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- legs of one request are identified by their order
        <span key={index} className="doorleg">
          <span className="ink-3">{index + 1}</span>
          <span>{carried(leg)}</span>
          <span className="mono">{leg.status ?? "no answer"}</span>
          {leg.setsCookie && <span className="sets">sets a cookie</span>}
        </span>
      ))}
      {ms !== null && <span className="ink-3 num doorms">{formatDuration(ms)}</span>}
    </ListBoxItem>
  );
}

function carried({ login, cookie }: CookieLeg): string {
  if (login) return cookie ? "Login and cookie" : "Login";
  return cookie ? "Cookie" : "No login";
}

/** Both heads of every leg, secrets masked. */
export function TrialEvidence({ trial: { name, state, legs } }: { trial: CookieTrial }) {
  const title = cookieTrialTitles[name];
  return (
    <section className="card" aria-label={`Evidence, ${title}`}>
      <header>
        <Icon of={FileSearch} tone="c-3" />
        Evidence
        <span className="ink-3 of">{title}</span>
      </header>
      <div className="evid">
        {legs.map(({ evidence: { sent, received } }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- legs of one request are identified by their order
          <div key={index}>
            {sent && <Head title="Sent" lines={sent} />}
            {received && <Head title="Received" lines={received} />}
          </div>
        ))}
        {legs.length === 0 && (
          <p className="noevid">
            {state === "waiting" || state === "running"
              ? "This trial has not ended yet."
              : "Nothing was sent for this trial."}
          </p>
        )}
      </div>
    </section>
  );
}
