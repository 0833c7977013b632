import { TriangleAlert } from "lucide-react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import type { ReviewField } from "#shared/edits.ts";
import { choiceKey, choose, type Choices } from "../../state/review.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { ComparedValue, shownDifference } from "./shown-value.tsx";
import { unseenBetween } from "./unseen-between.ts";

export interface ConflictChoiceProps {
  readonly item: number;
  readonly field: ReviewField;
  readonly choices: Choices;
  /** Characters of one value that are laid out initially. */
  readonly limit: number;
}

/**
 * A lost update: the value that was read, the value now on the server, and the user's value. Either of the last two can
 * be chosen.
 */
export function ConflictChoice({ item, field, choices, limit }: ConflictChoiceProps) {
  const { name, base, server, mine } = field;
  const unseen = unseenBetween(server ?? "", mine ?? "");
  const isLong = Math.max(server?.length ?? 0, mine?.length ?? 0) > limit;
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
        <span className="mono ink-2">{shownDifference(base, [server, mine], limit)}</span>
        <Radio className="mono pick" value="server">
          <span className="radio" />
          {shownDifference(server, [mine, base], limit)}
        </Radio>
        <Radio className="mono pick" value="mine">
          <span className="radio" />
          {shownDifference(mine, [server, base], limit)}
        </Radio>
      </div>
      {isLong && (
        <div className="longpair mono">
          <ComparedValue label={`${name} on the server now`} value={server} others={[mine]} limit={limit} />
          <ComparedValue label={`${name} as you edited it`} value={mine} others={[server]} limit={limit} />
        </div>
      )}
      {unseen !== null && (
        <span className="unseen">
          <Icon of={TriangleAlert} size="s" tone="c-caution" />
          {unseen}
        </span>
      )}
    </RadioGroup>
  );
}
