import { CircleCheck, CircleX, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import { checkedFormats } from "#shared/checked-formats.ts";
import type { CheckedFormat, FormatCheck } from "#shared/format-check.ts";
import type { Place } from "../../state/place.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AnswersCard } from "./answers-card.tsx";
import { DialectCard } from "./dialect-card.tsx";
import { DifferencesCard } from "./differences-card.tsx";
import { verdictOf, type Verdict } from "./format-words.ts";
import { KindsCard } from "./kinds-card.tsx";
import { showAnswer, showRecord } from "./show-answers.ts";

const icons: Readonly<Record<Verdict["kind"], readonly [icon: LucideIcon, tone: string]>> = {
  ok: [CircleCheck, "c-ok"],
  caution: [TriangleAlert, "c-caution"],
  danger: [CircleX, "c-danger"],
  plain: [Info, "c-3"],
};

/** The verdict, its evidence, and every kind of difference. */
export function CheckResult({ place, check, onAgain }: { place: Place; check: FormatCheck; onAgain: () => void }) {
  const verdict = verdictOf(check);
  const [icon, tone] = icons[verdict.kind];
  const answers = checkedFormats.flatMap((format) => check.answers[format] ?? []);
  return (
    <>
      <div className="checkverdict">
        <Icon of={icon} size="l" tone={tone} />
        <div>
          <h2>{verdict.title}</h2>
          <p>{verdict.detail}</p>
        </div>
        <Button size="small" onPress={onAgain}>
          Compare again
        </Button>
      </div>
      <div className="facts">
        <div className="column">
          <AnswersCard check={check} onShow={(format: CheckedFormat) => showAnswer(place.key, answers, format)} />
          {check.comparison && <KindsCard comparison={check.comparison} />}
        </div>
        {check.dialect && <DialectCard dialect={check.dialect} />}
      </div>
      {check.comparison !== null && check.comparison.groups.length > 0 && (
        <DifferencesCard
          comparison={check.comparison}
          onShow={(found, odd) => showRecord(place.key, answers, found, odd)}
        />
      )}
    </>
  );
}
