import { Inbox, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../ui/icon.tsx";
import { visibleNode, visibleText } from "../../ui/visible-text.tsx";

/** One statement where data could be, with what to do about it. */
export function EmptyState({
  icon = Inbox,
  title,
  children,
  action,
}: {
  icon?: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="middle">
      <div className="empty2" role="status">
        <Icon of={icon} size="l" tone="c-3" />
        <b>{visibleText(title)}</b>
        <span>{visibleNode(children)}</span>
        {action}
      </div>
    </div>
  );
}
