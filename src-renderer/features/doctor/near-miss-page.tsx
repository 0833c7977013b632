import { Check, CircleStop, KeyRound, X } from "lucide-react";
import { useRef } from "react";
import type { Connection } from "#shared/connection.ts";
import type { NearMissResult } from "#shared/header-check.ts";
import { useCommand } from "../../state/command-bus.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyPane } from "../../ui/empty-pane.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatAmount, formatCount } from "../response/format.ts";
import { useHeaderCheck, type HeaderCheckDraft } from "./header-check-draft.ts";
import { HeaderCheckStatus } from "./header-check-status.tsx";
import type { DoctorPageProps } from "./doctor-tools.ts";
import { editPassword } from "./edit-password.ts";
import { EarlierPasswords, earlierPasswordsIn } from "./earlier-passwords.tsx";
import { cancelNearMisses, lookForNearMisses, useNearMisses } from "./near-miss-search.ts";
import { NoConnection } from "./no-connection.tsx";
import { PastePane } from "./paste-pane.tsx";
import { ResultHead } from "./result-head.tsx";
import { useHeaderCheckResult } from "./use-header-check-result.ts";
import { CustomerCard } from "./verdict-cards.tsx";

/** Searches for near misses between the customer's password and the one on file, offline and without showing either. */
export function NearMissPage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={KeyRound} question="Whose password is it about?" />;
  return <NearMisses connection={connection} />;
}

function NearMisses({ connection }: { connection: Connection }) {
  const draft = useHeaderCheck((headerChecks) => headerChecks.draft);
  const { headerCheck, current } = useHeaderCheckResult(connection, draft);
  const { running, last, cancelled } = useNearMisses();
  const earlier = useRef<HTMLUListElement | null>(null);
  const result = last?.draft === draft && last.connectionId === connection.connectionId ? last.result : null;
  const missing = draft.text.trim() === "" ? "Paste the customer’s request first." : undefined;
  const search = (): void => lookForNearMisses(connection.connectionId, draft, earlierPasswordsIn(earlier.current));
  useCommand("request.send", search, running ? "A search is running." : missing);
  useCommand("request.cancel", cancelNearMisses, running ? undefined : "Nothing is running.");
  return (
    <>
      <div className="bodyrow">
        <div className="headercheckbody">
          <PastePane
            connection={connection}
            draft={draft}
            headerCheck={draft.text.trim() === "" ? null : headerCheck}
            current={current}
          >
            <EarlierPasswords listRef={earlier}>
              <Button
                variant="primary"
                icon={KeyRound}
                notNow={running ? "A search is running." : missing}
                onPress={search}
              >
                Look for near misses
              </Button>
            </EarlierPasswords>
            {missing !== undefined && <p className="sm ink-3">{missing}</p>}
          </PastePane>
          <section className="resultpane" aria-label="Near misses">
            {running ? (
              <Searching />
            ) : result ? (
              <Found connection={connection} result={result} />
            ) : (
              <NothingSearched cancelled={cancelled} draft={draft} />
            )}
          </section>
        </div>
      </div>
      <HeaderCheckStatus
        connection={connection}
        outcome={result && outcomeOf(result)}
        idle={running ? "Searching" : cancelled ? "Cancelled" : "Nothing searched yet"}
        end="Nothing is sent"
      />
    </>
  );
}

const tones = {
  "on-file": "good",
  "near-miss": "good",
  "not-found": "bad",
  "nothing-to-check": "careful",
} as const satisfies Readonly<Record<NearMissResult["outcome"], string>>;

function Found({ connection, result }: { connection: Connection; result: NearMissResult }) {
  const { outcome, title, explanation, tell, tried } = result;
  return (
    <>
      <ResultHead tone={tones[outcome]} title={title} explanation={explanation} code={outcome}>
        {outcome === "near-miss" && (
          <Button size="small" icon={KeyRound} extraClass="next" onPress={() => editPassword(connection)}>
            Edit connection…
          </Button>
        )}
      </ResultHead>
      {tell !== "" && (
        <div className="missed">
          <CustomerCard words={tell} />
        </div>
      )}
      {tried.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
        <div className="page" role="region" aria-label="What was tried" tabIndex={0}>
          <table className="pt box tried" aria-label="What was tried">
            <thead>
              <tr>
                <th scope="col">What was tried</th>
                <th scope="col" className="r">
                  Passwords
                </th>
                <th scope="col">Finding</th>
              </tr>
            </thead>
            <tbody>
              {tried.map(({ what, count, found }) => (
                <tr key={what} className={found ? "good" : undefined}>
                  <td>{what.slice(0, 1).toUpperCase() + what.slice(1)}</td>
                  <td className="r tnum">{formatCount(count)}</td>
                  <td className="sy">
                    <Icon of={found ? Check : X} size="s" tone={found ? "c-ok" : "c-3"} />
                    {found ? "Gives their response" : "None of them"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Searching() {
  return (
    <EmptyPane role="status" icon={KeyRound} title="Trying passwords like the one on file">
      <p>On this computer, about a second.</p>
      <Button icon={CircleStop} onPress={cancelNearMisses}>
        Cancel
      </Button>
    </EmptyPane>
  );
}

function NothingSearched({ cancelled, draft }: { cancelled: boolean; draft: HeaderCheckDraft }) {
  return (
    <EmptyPane icon={KeyRound} title={cancelled ? "The search was cancelled" : "How does their password differ?"}>
      <p className="narrowtext">
        {draft.text.trim() === ""
          ? "Paste a request that was refused. Its response proves which password made it: a blank at the end, Caps Lock, another character set, an old one."
          : "The response in the pasted request is tried with the password on file and ten thousand like it. Neither is shown, nothing is sent."}
      </p>
    </EmptyPane>
  );
}

function outcomeOf({ outcome, candidates, milliseconds }: NearMissResult) {
  const words: Readonly<Record<NearMissResult["outcome"], string>> = {
    "on-file": "The password is right",
    "near-miss": "Near miss found",
    "not-found": "Not reproduced",
    "nothing-to-check": "Nothing to check",
  };
  return {
    good: outcome === "on-file" || outcome === "near-miss",
    words: words[outcome],
    count: `${formatAmount(candidates, "password")} tried`,
    ms: milliseconds,
  };
}
