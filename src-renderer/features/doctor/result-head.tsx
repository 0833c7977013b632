import { CircleAlert, CircleCheck, CircleX, Gavel, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../ui/icon.tsx";
import { Badge, type BadgeKind } from "../../ui/badge.tsx";
import { Words } from "./words.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

type Tone = "good" | "careful" | "bad" | "none";

const looks: Readonly<Record<Tone, { readonly icon: LucideIcon; readonly tone: string; readonly badge: BadgeKind }>> = {
  good: { icon: CircleCheck, tone: "c-ok", badge: "ok" },
  careful: { icon: CircleAlert, tone: "c-caution", badge: "caution" },
  bad: { icon: CircleX, tone: "c-danger", badge: "danger" },
  none: { icon: Gavel, tone: "c-3", badge: "plain" },
};

export interface ResultHeadProps {
  readonly tone: Tone;
  readonly title: string;
  readonly explanation: string;
  /** null: there is no verdict to name. */
  readonly code: string | null;
  /** What to do next, below the sentences. */
  readonly children?: ReactNode;
}

/** The verdict first, then the explanation. */
export function ResultHead({ tone, title, explanation, code, children }: ResultHeadProps) {
  const look = looks[tone];
  return (
    <div className="resulthead" role="status">
      <Icon of={look.icon} size="l" tone={look.tone} />
      <div className="grow">
        <h2>{visibleText(title)}</h2>
        <p>
          <Words text={explanation} />
        </p>
        {children}
      </div>
      {code !== null && (
        <span className="codebadge">
          <Badge kind={look.badge}>
            <span className="mono">{code}</span>
          </Badge>
        </span>
      )}
    </div>
  );
}
