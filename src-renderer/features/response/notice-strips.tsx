import {
  Ban,
  CircleAlert,
  CircleX,
  CornerUpRight,
  FileQuestion,
  History,
  Info,
  KeyRound,
  TriangleAlert,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { CsvChoice } from "#shared/csv-choice.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { AnswerNotice, NoticeAction } from "./answer-notices.ts";
import { ReadAsMenu } from "./read-as-menu.tsx";

const icons: Readonly<Record<AnswerNotice["icon"], LucideIcon>> = {
  ban: Ban,
  key: KeyRound,
  file: FileQuestion,
  redirect: CornerUpRight,
  failed: CircleX,
  careful: TriangleAlert,
  told: Info,
  earlier: History,
};

/** Notices above the data, each in a strip of fixed height. */
export function NoticeStrips({
  notices,
  onAction,
  onReadAs,
}: {
  notices: readonly AnswerNotice[];
  onAction: (action: NoticeAction, notice: AnswerNotice) => void;
  onReadAs: (choice: CsvChoice | null) => void;
}) {
  if (notices.length === 0) return null;
  return (
    <div className="strips">
      {notices.map((notice) => {
        const { key, kind, icon, title, message, next, actions, csv, ages } = notice;
        return (
          <Notice
            key={key}
            strip
            kind={kind}
            icon={icons[icon] ?? CircleAlert}
            title={ages ? <span aria-live="off">{title}</span> : title}
            role={kind === "danger" ? "alert" : "status"}
            action={
              <>
                {actions.map(({ id, text, quiet }) => (
                  <Button
                    key={id}
                    size="small"
                    {...(quiet ? { variant: "quiet" } : {})}
                    onPress={() => onAction(id, notice)}
                  >
                    {text}
                  </Button>
                ))}
                {csv && <ReadAsMenu csv={csv} onChoose={onReadAs} />}
              </>
            }
          >
            {message}
            {next !== undefined && ` ${next}`}
          </Notice>
        );
      })}
    </div>
  );
}
