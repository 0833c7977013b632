import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { visibleText } from "./visible-text.tsx";

export interface EmptyPaneProps {
  readonly icon: LucideIcon;
  /** The statement or question shown in place of content. */
  readonly title: string;
  /** `status` for something in progress. */
  readonly role?: "status";
  /** What fills the pane, and how to begin. */
  readonly children?: ReactNode;
}

/** A pane without content yet. */
export function EmptyPane({ icon, title, role, children }: EmptyPaneProps) {
  return (
    <div className="emptypane" role={role}>
      <Icon of={icon} size="l" tone="c-3" />
      <h2>{visibleText(title)}</h2>
      {children}
    </div>
  );
}
