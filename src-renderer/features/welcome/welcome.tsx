import { ArrowRight, ContactRound, FolderTree, Plug, WifiOff, type LucideIcon } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import { useConnections } from "../../query.ts";
import { runCommand } from "../../state/command-bus.ts";
import { visit } from "../../state/sending.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { WaitingList } from "../edit/waiting-list.tsx";
import { turnTo } from "../connections/connection-actions.ts";

interface Card {
  readonly level: "agent" | "company";
  readonly title: string;
  readonly designator: string;
  readonly lines: readonly [string, string];
  readonly icon: LucideIcon;
}

/** These are the numbers of the practice server at its default size. */
const cards: readonly Card[] = [
  {
    level: "agent",
    title: "Open contacts",
    designator: "contacts",
    lines: ["Practice, agent account", "248 contacts in 6 lists"],
    icon: ContactRound,
  },
  {
    level: "company",
    title: "Open groups",
    designator: "groups",
    lines: ["Practice, company account", "64 agents in 9 groups"],
    icon: FolderTree,
  },
];

/** Shown before a connection is ever used: data in one click, without an account. */
export function Welcome() {
  const connections = useConnections() ?? [];
  return (
    <section className="work wl">
      <div className="wel">
        <h1 tabIndex={-1}>See what is behind the Rezora API</h1>
        <p className="lead">
          The practice server runs on this computer and behaves like the real one. Nothing you do there reaches anybody.
        </p>
        <WaitingList />
        <div className="pair">
          {cards.map((card, index) => {
            const practice = connections.find((each) => each.practice === card.level);
            return practice && <BigButton key={card.level} card={card} connection={practice} first={index === 0} />;
          })}
        </div>
        <div className="or">
          <Button onPress={() => runCommand("connection.new")}>
            <Icon of={Plug} size="s" />
            Connect to your own account
          </Button>
          <span className="ink-3">
            API credentials come from your Rezora account manager.
            <br />
            They are not the Rezora log-in.
          </span>
        </div>
        <p className="sm ink-3 fine">
          <Icon of={WifiOff} size="s" />
          Works offline. No account, no telemetry.
        </p>
      </div>
    </section>
  );
}

function BigButton({ card, connection, first }: { card: Card; connection: Connection; first: boolean }) {
  function open(): void {
    turnTo(connection.connectionId);
    visit(connection.connectionId, card.designator);
  }
  return (
    // The one action on this page, so Enter triggers it.
    <AriaButton className="big" autoFocus={first} onPress={open}>
      <span className={`bi ${card.level}`}>
        <Icon of={card.icon} size="l" />
      </span>
      <span className="words">
        <b>{card.title}</b>
        <span>
          {card.lines[0]}
          <br />
          {card.lines[1]}
        </span>
      </span>
      <span className="grow" />
      {first ? (
        <kbd className="kbd" aria-hidden="true">
          ⏎
        </kbd>
      ) : (
        <Icon of={ArrowRight} tone="c-3" />
      )}
    </AriaButton>
  );
}
