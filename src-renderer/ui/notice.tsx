import { CircleAlert, CircleCheck, Info, LockOpen, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { shortened } from "./shortened.ts";
import { visibleNode } from "./visible-text.tsx";

export type NoticeKind = "plain" | "info" | "ok" | "caution" | "danger" | "write";

const icons: Readonly<Record<NoticeKind, LucideIcon>> = {
  plain: Info,
  info: Info,
  ok: CircleCheck,
  caution: TriangleAlert,
  danger: CircleAlert,
  write: LockOpen,
};

export interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly icon?: LucideIcon;
  /** The bold statement. */
  readonly title: ReactNode;
  /** What follows from it, and what to do. */
  readonly children?: ReactNode;
  /** At most one button. */
  readonly action?: ReactNode;
  /** Over the whole width of a pane, at a fixed height. */
  readonly strip?: boolean;
  /** `alert` for what just went wrong, `status` for what has changed, none for what was there from the start. */
  readonly role?: "alert" | "status";
}

/** Characters of a message: a server may quote any amount of text in it. */
const maxMessage = 1_000;

function messageOf(words: ReactNode): ReactNode {
  return visibleNode(typeof words === "string" ? shortened(words, maxMessage) : words);
}

export function Notice({ kind = "plain", icon, title, children, action, strip = false, role }: NoticeProps) {
  return (
    <div
      className={["notice", kind === "plain" ? "" : kind, strip ? "strip" : ""].filter(Boolean).join(" ")}
      role={role}
    >
      <Icon of={icon ?? icons[kind]} />
      <span className="grow">
        <b>{messageOf(title)}</b> {messageOf(children)}
      </span>
      {action}
    </div>
  );
}
