import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { visibleNode } from "./visible-text.tsx";

export type BadgeKind =
  | "plain"
  | "company"
  | "agent"
  | "unknown"
  | "write"
  | "ok"
  | "danger"
  | "caution"
  | "accent"
  | "mono";

/** Shows a state by a word and a shape, never by colour alone. */
export function Badge({
  kind = "plain",
  icon,
  children,
}: {
  kind?: BadgeKind;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <span className={kind === "plain" ? "badge" : `badge ${kind}`}>
      {icon && <Icon of={icon} />}
      {visibleNode(children)}
    </span>
  );
}
