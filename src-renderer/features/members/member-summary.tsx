import { Minus, Plus, X, type LucideIcon } from "lucide-react";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatCount } from "../response/format.ts";
import type { Member, MemberChanges } from "./membership.ts";

/** Names listed of each side; Review lists all. */
const maxListed = 200;

interface MemberSummaryProps {
  readonly changes: MemberChanges;
  readonly onPutBack: (member: Member, isMember: boolean) => void;
}

/** Who will be added and who removed. */
export function MemberSummary({ changes: { added, removed }, onPutBack }: MemberSummaryProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="memsum" tabIndex={0} role="group" aria-label="Changes">
      {added.size + removed.size === 0 && (
        <p className="ink-3">Check who belongs to it. Nothing is sent before Review.</p>
      )}
      <Side title="Will be added" icon={Plus} members={added} onPutBack={(member) => onPutBack(member, false)} />
      <Side title="Will be removed" icon={Minus} members={removed} onPutBack={(member) => onPutBack(member, true)} />
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly members: ReadonlyMap<string, Member>;
  readonly onPutBack: (member: Member) => void;
}

function Side({ title, icon, members, onPutBack }: SideProps) {
  if (members.size === 0) return null;
  const listed = [...members.values()].slice(0, maxListed);
  return (
    <section>
      <h3>
        {title} <span className="ink-3 tnum">{formatCount(members.size)}</span>
      </h3>
      <ul>
        {listed.map((member) => (
          <li key={member.id}>
            <Icon of={icon} size="s" tone="c-write" />
            <span className="ell grow">{member.title}</span>
            <IconButton icon={X} size="small" label={`Put back ${member.title}`} onPress={() => onPutBack(member)} />
          </li>
        ))}
      </ul>
      {members.size > listed.length && <p className="sm ink-3">and {formatCount(members.size - listed.length)} more</p>}
    </section>
  );
}
