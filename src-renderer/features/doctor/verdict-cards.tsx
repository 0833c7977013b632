import {
  Check,
  CircleDashed,
  ClipboardCopy,
  Copy,
  KeyRound,
  MessageSquareText,
  Package,
  ShieldCheck,
  type LucideIcon,
} from "lucide-react";
import type { Verdict } from "#shared/doctor.ts";
import { report as tell } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { copyText } from "../response/clipboard.ts";
import { showToast } from "../../state/toast.ts";
import type { TicketCheckRequest } from "#shared/ticket-check.ts";
import { copyTicket } from "./copy-ticket.ts";
import { plainWords, Words } from "./words.tsx";

function copy(text: string, said: string): void {
  tell(copyText(text).then(() => showToast(said)));
}

export interface TellCardProps {
  /** The text to copy for the ticket, after it has been searched. */
  readonly ticket: TicketCheckRequest;
  readonly tell: string;
  /** undefined where a support bundle has nothing to add. */
  readonly onBundle?: () => void;
  /** Set where another password may be the fix. */
  readonly onPassword?: () => void;
}

/** What to tell the customer, with a way to copy it. */
export function CustomerCard({ words }: { words: string }) {
  return (
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
  );
}

/** What to pass on: a message for the customer, and everything for the ticket. */
export function TellCard({ ticket, tell: words, onBundle, onPassword }: TellCardProps) {
  return (
    <>
      <CustomerCard words={words} />
      <div className="row passon">
        <Button
          variant="primary"
          icon={ClipboardCopy}
          onPress={() => void copyTicket(ticket, "The verdict is copied, without any secret.")}
        >
          Copy for ticket
        </Button>
        {onPassword && (
          <Button icon={KeyRound} onPress={onPassword}>
            Enter the new password…
          </Button>
        )}
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

/** The causes that this run ruled out, and those that remain possible. */
export function RuledOutCard({ verdict: { ruledOut, notRuledOut } }: { verdict: Verdict }) {
  if (ruledOut.length === 0 && notRuledOut.length === 0) return null;
  return (
    <section className="card" aria-label="Ruled out">
      <header>
        <Icon of={ShieldCheck} tone="c-3" />
        Ruled out
      </header>
      {ruledOut.length === 0 ? (
        <p className="noevid">Nothing yet.</p>
      ) : (
        <Reasons label="Ruled out" reasons={ruledOut} icon={Check} tone="c-ok" />
      )}
      {notRuledOut.length > 0 && (
        <div className="notruled">
          <h3>Not ruled out</h3>
          <Reasons label="Not ruled out" reasons={notRuledOut} icon={CircleDashed} tone="c-3" />
        </div>
      )}
    </section>
  );
}

interface ReasonsProps {
  readonly label: string;
  readonly reasons: Verdict["ruledOut"];
  readonly icon: LucideIcon;
  readonly tone: "c-ok" | "c-3";
}

function Reasons({ label, reasons, icon, tone }: ReasonsProps) {
  return (
    <ul className="ruled" aria-label={label}>
      {reasons.map(({ what, why }) => (
        <li key={what}>
          <Icon of={icon} size="s" tone={tone} />
          <span>{what}</span>
          <span className="r">
            <Words text={why} />
          </span>
        </li>
      ))}
    </ul>
  );
}
