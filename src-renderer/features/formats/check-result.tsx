import { CircleCheck, CircleX, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import { checkedFormats } from "#shared/checked-formats.ts";
import type { CheckedFormat, DifferenceKind, FormatCheck } from "#shared/format-check.ts";
import type { Place } from "../../state/place.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatAmount } from "../response/format.ts";
import { AnswersCard } from "./answers-card.tsx";
import { DialectCard } from "./dialect-card.tsx";
import { DifferencesCard } from "./differences-card.tsx";
import { verdictOf, type Verdict } from "./format-words.ts";
import { showAnswer, showRecord } from "./show-answers.ts";

const icons: Readonly<Record<Verdict["kind"], readonly [icon: LucideIcon, tone: string]>> = {
  ok: [CircleCheck, "c-ok"],
  caution: [TriangleAlert, "c-caution"],
  danger: [CircleX, "c-danger"],
  plain: [Info, "c-3"],
};

/** The verdict, what it rests on, and every kind of difference. */
export function CheckResult({ place, check, onAgain }: { place: Place; check: FormatCheck; onAgain: () => void }) {
  const verdict = verdictOf(check);
  const [icon, tone] = icons[verdict.kind];
  const groups = check.comparison?.groups ?? [];
  const kinds = [...new Set<DifferenceKind>(groups.map(({ kind }) => kind))];
  const compared = check.comparison?.compared ?? [];
  const answers = checkedFormats.flatMap((format) => check.answers[format] ?? []);
  return (
    <>
      <div className="verdict">
        <Icon of={icon} size="l" tone={tone} />
        <div role="status">
          <h2>{verdict.title}</h2>
          <p>{verdict.detail}</p>
        </div>
        <Button size="small" onPress={onAgain}>
          Compare again
        </Button>
      </div>
      <div className="facts">
        <AnswersCard check={check} onShow={(format: CheckedFormat) => showAnswer(place.key, answers, format)} />
        {check.dialect && <DialectCard dialect={check.dialect} />}
      </div>
      {kinds.map((kind) => (
        <DifferencesCard
          key={kind}
          kind={kind}
          groups={groups.filter((group) => group.kind === kind)}
          formats={compared}
          onShow={(found, odd) => showRecord(place.key, answers, found, odd)}
        />
      ))}
      {check.comparison !== null && check.comparison.moreGroups > 0 && (
        <p className="ink-2">
          {formatAmount(check.comparison.moreGroups, "more group")} of differences in other fields, not listed.
        </p>
      )}
    </>
  );
}
