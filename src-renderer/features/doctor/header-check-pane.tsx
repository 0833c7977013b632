import { ClipboardCopy, KeyRound, TextCursorInput } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { HeaderCheckMissing, HeaderCheck } from "#shared/header-check.ts";
import { useDoctor } from "../../state/doctor.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { keepCheck } from "./header-check-draft.ts";
import { focusAddressField } from "./header-check-fields.tsx";
import { HeaderCheckTable, StepsTable } from "./header-check-tables.tsx";
import { FingerprintCard } from "./fingerprint-card.tsx";
import { ResultHead } from "./result-head.tsx";
import { pastedResponses } from "#shared/pasted-responses.ts";
import { copyTicket } from "./copy-ticket.ts";
import { Words } from "./words.tsx";

const tones = {
  empty: "none",
  "not-understood": "careful",
  matches: "good",
  form: "careful",
  differs: "bad",
  "no-digest": "bad",
  "no-password": "careful",
  "not-enough": "careful",
} as const satisfies Readonly<Record<HeaderCheck["outcome"], string>>;

/**
 * The result of the header check: the verdict, input by input, how the digest response is computed, and what to pass
 * on.
 */
export function HeaderCheckPane({ connection, headerCheck }: { connection: Connection; headerCheck: HeaderCheck }) {
  const { outcome, code, title, explanation, rows, steps, defects } = headerCheck;
  const hasCode = outcome !== "not-understood";
  return (
    <>
      <ResultHead tone={tones[outcome]} title={title} explanation={explanation} code={hasCode ? code : null}>
        <EnterMissing missing={headerCheck.missing} />
      </ResultHead>
      {outcome === "not-understood" && <WhatCanBePasted />}
      {rows.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
        <div className="page" role="region" aria-label="Result of the check" tabIndex={0}>
          <HeaderCheckTable rows={rows} />
          {steps.length > 0 && (
            <>
              <h3 className="sec">How the response is made</h3>
              <StepsTable steps={steps} />
            </>
          )}
          <PassOn connection={connection} headerCheck={headerCheck} />
          <div className="only-n">
            <FingerprintCard defects={defects} />
          </div>
        </div>
      )}
    </>
  );
}

/** Missing inputs can be entered beside the pasted text; the rest has to be pasted. */
function EnterMissing({ missing }: { missing: readonly HeaderCheckMissing[] }) {
  const fields = (["method", "url"] as const).filter((field) => missing.includes(field));
  if (fields.length === 0) return null;
  return (
    <div className="entermissing" role="group" aria-label="What the text does not show">
      {fields.map((field) => (
        <Button key={field} icon={TextCursorInput} onPress={() => focusAddressField(field)}>
          {field === "method" ? "Enter the method" : "Enter the URL"}
        </Button>
      ))}
    </div>
  );
}

function WhatCanBePasted() {
  return (
    <div className="page">
      <h3 className="sec first">What can be pasted</h3>
      <ul className="pasteable">
        {pasteable.map(({ what, example }) => (
          <li key={what}>
            {what}
            <code>{example}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

const pasteable = [
  { what: "The lines of a request, from a log, a dump or curl -v", example: "GET /v1/contacts HTTP/1.1" },
  { what: "A cURL command, for sh, cmd or PowerShell", example: "curl -H 'Authorization: Digest …' https://…" },
  { what: "The header alone, or only its value", example: 'Authorization: Digest username="…", realm="…", …' },
] as const;

function PassOn({ connection, headerCheck }: { connection: Connection; headerCheck: HeaderCheck }) {
  const { outcome, code, defects, ticket } = headerCheck;
  const fixes = defects.map(({ fix }) => fix);
  const isPassword = headerCheck.isReproduced === false || code === "password-differs";
  function copy(): void {
    keepCheck(code, outcome === "matches", connection.connectionId);
    const request = {
      connectionId: connection.connectionId,
      owners: [],
      pasted: pastedResponses(headerCheck),
      text: ticket,
    };
    report(copyTicket(request, "Copied the result without password and response."));
  }
  return (
    <div className="fix">
      <div>
        <b>{fixes.length > 0 ? "Fix to pass on" : isPassword ? "What to do" : "For the ticket"}</b>
        <p>
          <Words text={fixes.length > 0 ? fixes.join(" ") : isPassword ? passwordAdvice : nothingToFix} />
        </p>
      </div>
      {isPassword && (
        <Button icon={KeyRound} onPress={() => useDoctor.getState().choose("near-misses")}>
          Look for near misses
        </Button>
      )}
      <Button variant="primary" icon={ClipboardCopy} onPress={copy}>
        Copy for ticket
      </Button>
    </div>
  );
}

const passwordAdvice =
  "Compare the password on both sides. Near misses tries passwords like the one on file: with an extra space, with other capital letters, or an earlier one.";
const nothingToFix = "What was checked and what came of it, without password and response.";
