import { Check, ClipboardCopy, Copy, MessageSquareText, Package, ShieldCheck } from "lucide-react";
import type { Verdict } from "#shared/doctor.ts";
import { report as tell } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { copyText } from "../response/clipboard.ts";
import { say } from "../response/said.ts";
import type { TicketCheckRequest } from "#shared/ticket-check.ts";
import { copyTicket } from "./copy-ticket.ts";
import { plainWords, Words } from "./words.tsx";

function copy(text: string, said: string): void {
  tell(copyText(text).then(() => say(said)));
}

export interface TellCardProps {
  /** What is copied for the ticket, once it was searched. */
  readonly ticket: TicketCheckRequest;
  readonly tell: string;
  /** undefined where a support bundle has nothing to add. */
  readonly onBundle?: () => void;
}

/** What to pass on: the words for the customer, and everything for the ticket. */
export function TellCard({ ticket, tell: words, onBundle }: TellCardProps) {
  return (
    <>
      <section className="card tell" aria-label="What to tell the customer">
        <header>
          <Icon of={MessageSquareText} tone="c-3" />
          What to tell the customer
          <span className="grow" />
          <Button
            variant="quiet"
            size="small"
            icon={Copy}
            onPress={() => copy(plainWords(words), "The words for the customer are copied.")}
          >
            Copy
          </Button>
        </header>
        <p>
          <Words text={words} />
        </p>
      </section>
      <div className="row passon">
        <Button
          variant="primary"
          icon={ClipboardCopy}
          onPress={() => void copyTicket(ticket, "The verdict is copied, without any secret.")}
        >
          Copy for ticket
        </Button>
        {onBundle && (
          <Button icon={Package} onPress={onBundle}>
            Support bundle
          </Button>
        )}
      </div>
      <p className="sm ink-3 hide-n copynote">The copy has no password, HA1, session id or live response.</p>
    </>
  );
}

export function RuledOutCard({ verdict: { ruledOut } }: { verdict: Verdict }) {
  if (ruledOut.length === 0) return null;
  return (
    <section className="card hide-n" aria-label="Ruled out">
      <header>
        <Icon of={ShieldCheck} tone="c-3" />
        Ruled out
      </header>
      <ul className="ruled">
        {ruledOut.map(({ what, why }) => (
          <li key={what}>
            <Icon of={Check} size="s" tone="c-ok" />
            <span>{what}</span>
            <span className="r">
              <Words text={why} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
