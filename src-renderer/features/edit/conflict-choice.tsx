import { TriangleAlert } from "lucide-react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import type { ReviewField } from "#shared/edits.ts";
import { unseenDifference } from "#shared/unseen-difference.ts";
import { choiceKey, choose, type Choices } from "../../state/review.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { shownValue } from "./shown-value.tsx";

export interface ConflictChoiceProps {
  readonly item: number;
  readonly field: ReviewField;
  readonly choices: Choices;
}

/** A lost update: what was read, what stands there now, what the person wants. Either of the last two can win. */
export function ConflictChoice({ item, field, choices }: ConflictChoiceProps) {
  const { name, base, server, mine } = field;
  const unseen = unseenDifference(server ?? "", mine ?? "");
  return (
    <RadioGroup
      className="three"
      value={choices.get(choiceKey(item, name)) ?? null}
      onChange={(winner) => choose(item, name, winner === "server" ? "server" : "mine")}
      orientation="horizontal"
    >
      <Label className="k">{visibleText(name)}</Label>
      <div className="tw3">
        <span className="h">When you read it</span>
        <span className="h">On the server now</span>
        <span className="h">Your edit</span>
        <span className="mono ink-2">{shownValue(base, server, mine)}</span>
        <Radio className="mono pick" value="server">
          <span className="radio" />
          {shownValue(server, mine, base)}
        </Radio>
        <Radio className="mono pick" value="mine">
          <span className="radio" />
          {shownValue(mine, server, base)}
        </Radio>
      </div>
      {unseen !== null && (
        <span className="unseen">
          <Icon of={TriangleAlert} size="s" tone="c-caution" />
          {unseen}
        </span>
      )}
    </RadioGroup>
  );
}
