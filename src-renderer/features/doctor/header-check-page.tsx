import { Gavel } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { HeaderCheck } from "#shared/header-check.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Notice } from "../../ui/notice.tsx";
import { formatAmount } from "../response/format.ts";
import { replaceRequest, useHeaderCheck } from "./header-check-draft.ts";
import { headerCheckExample } from "./header-check-example.ts";
import { NonceUseField } from "./header-check-fields.tsx";
import { HeaderCheckStatus } from "./header-check-status.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { FingerprintCard } from "./fingerprint-card.tsx";
import { NoConnection } from "./no-connection.tsx";
import { PastePane } from "./paste-pane.tsx";
import { HeaderCheckPane } from "./header-check-pane.tsx";
import { useHeaderCheckResult } from "./use-header-check-result.ts";

/** Checks a pasted header against a login, without sending a request. */
export function HeaderCheckPage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Gavel} question="Which login is the header to be checked against?" />;
  return <HeaderCheckInputs connection={connection} />;
}

function HeaderCheckInputs({ connection }: { connection: Connection }) {
  const draft = useHeaderCheck((headerChecks) => headerChecks.draft);
  const { headerCheck, current, problem } = useHeaderCheckResult(connection, draft);
  const shown =
    draft.text.trim() === "" || headerCheck === null || headerCheck.outcome === "empty" ? null : headerCheck;
  return (
    <>
      <div className="bodyrow">
        <div className="headercheckbody">
          <PastePane
            connection={connection}
            draft={draft}
            headerCheck={shown}
            current={current}
            foot={
              <div className="hide-n">
                <FingerprintCard defects={shown?.defects ?? []} />
              </div>
            }
          >
            <NonceUseField draft={draft} headerCheck={shown} />
          </PastePane>
          <section className="resultpane" aria-label="Result of the check">
            {problem !== null && (
              <Notice kind="danger" strip role="alert" title="This could not be checked.">
                {problem}
              </Notice>
            )}
            {shown ? <HeaderCheckPane connection={connection} headerCheck={shown} /> : <NothingPasted />}
          </section>
        </div>
      </div>
      <HeaderCheckStatus
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
      <Button onPress={() => replaceRequest(headerCheckExample.text, headerCheckExample.nonceUse)}>
        Show an example
      </Button>
    </EmptyPane>
  );
}

function outcomeOf({ outcome, code, rows, milliseconds }: HeaderCheck) {
  const differing = rows.filter(({ state }) => state === "differs").length;
  const words: Readonly<Record<HeaderCheck["outcome"], string>> = {
    empty: "Nothing pasted yet",
    "not-understood": "Not understood",
    matches: "Matches",
    form: `${formatAmount(differing, "thing")} to correct`,
    differs: `${formatAmount(differing, "input")} ${differing === 1 ? "differs" : "differ"}`,
    "no-digest": "No digest header",
    "no-password": "Not proven",
    "not-enough": "Not enough information",
  };
  return {
    good: outcome === "not-enough" || outcome === "no-password" ? null : outcome === "matches",
    words: code === "not-reproduced" ? "Not reproduced" : words[outcome],
    count: formatAmount(rows.length, "input"),
    ms: milliseconds,
  };
}
