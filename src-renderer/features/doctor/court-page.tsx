import { Gavel } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { Ruling } from "#shared/court.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Notice } from "../../ui/notice.tsx";
import { formatAmount } from "../response/format.ts";
import { putBeforeCourt, useCourt } from "./court-draft.ts";
import { courtExample } from "./court-example.ts";
import { NonceUseField } from "./court-fields.tsx";
import { CourtStatus } from "./court-status.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { FingerprintCard } from "./fingerprint-card.tsx";
import { NoConnection } from "./no-connection.tsx";
import { PastePane } from "./paste-pane.tsx";
import { RulingPane } from "./ruling-pane.tsx";
import { useRuling } from "./use-ruling.ts";

/** Checks a pasted header against a login, as it is pasted and without a single call. */
export function CourtPage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Gavel} question="Which login is the header to be checked against?" />;
  return <Court connection={connection} />;
}

function Court({ connection }: { connection: Connection }) {
  const draft = useCourt((court) => court.draft);
  const { ruling, current, problem } = useRuling(connection, draft);
  const shown = draft.text.trim() === "" || ruling === null || ruling.outcome === "empty" ? null : ruling;
  return (
    <>
      <div className="bodyrow">
        <div className="courtbody">
          <PastePane
            connection={connection}
            draft={draft}
            ruling={shown}
            current={current}
            foot={
              <div className="hide-n">
                <FingerprintCard defects={shown?.defects ?? []} />
              </div>
            }
          >
            <NonceUseField draft={draft} ruling={shown} />
          </PastePane>
          <section className="ruling" aria-label="Ruling">
            {problem !== null && (
              <Notice kind="danger" strip role="alert" title="This could not be checked.">
                {problem}
              </Notice>
            )}
            {shown ? <RulingPane connection={connection} ruling={shown} /> : <NothingPasted />}
          </section>
        </div>
      </div>
      <CourtStatus
        connection={connection}
        outcome={shown === null || shown.outcome === "not-understood" ? null : outcomeOf(shown)}
        idle={shown === null ? "Nothing pasted yet" : "Not understood"}
        end="Checked as you paste"
      />
    </>
  );
}

function NothingPasted() {
  return (
    <EmptyPane icon={Gavel} title="Is this header right?">
      <p className="narrowtext">
        Paste what the customer’s program sends. Each input of its digest is checked on this computer, and what differs
        is named, with the fix to pass on.
      </p>
      <Button onPress={() => putBeforeCourt(courtExample.text, courtExample.nonceUse)}>Show an example</Button>
    </EmptyPane>
  );
}

function outcomeOf({ outcome, code, rows, milliseconds }: Ruling) {
  const differing = rows.filter(({ state }) => state === "differs").length;
  const words: Readonly<Record<Ruling["outcome"], string>> = {
    empty: "Nothing pasted yet",
    "not-understood": "Not understood",
    matches: "Matches",
    form: `${formatAmount(differing, "thing")} to correct`,
    differs: `${formatAmount(differing, "input")} ${differing === 1 ? "differs" : "differ"}`,
    "no-digest": "No digest header",
    "no-password": "Not proven",
    "not-enough": "Not enough to judge",
  };
  return {
    good: outcome === "not-enough" || outcome === "no-password" ? null : outcome === "matches",
    words: code === "not-reproduced" ? "Not reproduced" : words[outcome],
    count: formatAmount(rows.length, "input"),
    ms: milliseconds,
  };
}
