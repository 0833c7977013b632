import { ArrowRight, ChevronDown, TriangleAlert } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { ReviewField, ReviewItem } from "#shared/edits.ts";
import { report } from "../../state/report.ts";
import { leaveOut, type Choices, type OpenReview } from "../../state/review.ts";
import { useStable } from "../../ui/use-stable.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { Notice } from "../../ui/notice.tsx";
import { shortened } from "../../ui/shortened.ts";
import { TextField } from "../../ui/text-field.tsx";
import { MethodName } from "../request/address.tsx";
import { formatAmount } from "../response/format.ts";
import { RecordTitle } from "../resources/record-name.tsx";
import { ConflictChoice } from "./conflict-choice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { ComparedValue } from "./shown-value.tsx";
import { discardWithUndo } from "./discard-drafts.ts";
import { ReviewRow } from "./review-row.tsx";
import { discardLabel, openedAtFirst } from "./review-rows.ts";
import { HowSent } from "./how-sent.tsx";
import { useGrowing } from "./use-growing.ts";
import { movedWords } from "./state-words.ts";
import { unseenBetween } from "./unseen-between.ts";
import { spelledOut } from "#shared/visible-text.ts";

type Shown = OpenReview & { readonly state: "shown" };

/** One block per write, then how the writes are sent and undone, and their exact bytes. */
export function ReviewItems({ open, onTypeName }: { open: Shown; onTypeName: (name: string) => void }) {
  const { review, choices, subject } = open;
  const list = useRef<HTMLDivElement>(null);
  // Keyed by what an item is about, because its position changes when another item is discarded.
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(() => {
    const places = openedAtFirst(review.items);
    return new Set(review.items.filter((_, place) => places.has(place)).map(keyOf));
  });
  // Rows do not show values, so the limit is divided among the open items only.
  const limit = useMemo(
    () => textBudget(review.items.filter((item) => unfolded.has(keyOf(item))).flatMap(lengthsOf)),
    [review, unfolded],
  );
  const rows = useGrowing(review.items.length);
  /** The pressed button is gone then, so the focus moves to what replaces it. */
  function focusChange(index: number): void {
    requestAnimationFrame(() => {
      const row = list.current?.querySelector<HTMLElement>(`[data-change="${String(index)}"] button`);
      (row ?? list.current)?.focus();
    });
  }

  const toggle = useStable((index: number): void => {
    const item = review.items[index];
    if (item === undefined) return;
    const next = new Set(unfolded);
    if (!next.delete(keyOf(item))) next.add(keyOf(item));
    setUnfolded(next);
    focusChange(index);
  });
  const drop = useStable((item: ReviewItem, index: number): void => {
    if (item.draftId === null) return;
    const { draftId } = item;
    let putBack = (): void => undefined;
    discardWithUndo([draftId], () => putBack());
    const leaving = leaveOut([draftId]).then((back) => {
      putBack = back;
    });
    report(leaving.then(() => focusChange(Math.min(index, review.items.length - 2))));
  });
  const onDiscard = subject.kind === "drafts" ? drop : null;

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="scroll" tabIndex={0} role="group" aria-label="Changes" ref={list}>
      {review.items
        .slice(0, rows)
        .map((item, index) =>
          unfolded.has(keyOf(item)) ? (
            <ItemBlock
              key={keyOf(item)}
              connectionId={review.connectionId}
              item={item}
              index={index}
              choices={choices}
              limit={limit}
              movedTitle={movedWords(review)}
              typedName={open.typedName}
              onTypeName={onTypeName}
              onFold={() => toggle(index)}
              onDiscard={item.draftId === null || onDiscard === null ? null : () => onDiscard(item, index)}
            />
          ) : (
            <ReviewRow
              key={keyOf(item)}
              connectionId={review.connectionId}
              item={item}
              index={index}
              onOpen={toggle}
              onDiscard={item.draftId === null ? null : onDiscard}
            />
          ),
        )}
      <HowSent review={review} />
    </div>
  );
}

function keyOf({ draftId, method, designator, title }: ReviewItem): string {
  return draftId ?? `${method} ${designator} ${title}`;
}

function lengthsOf({ fields }: ReviewItem): number[] {
  return fields.flatMap(({ server, mine }) => [server?.length ?? 0, mine?.length ?? 0]);
}

interface ItemProps {
  readonly connectionId: string;
  readonly item: ReviewItem;
  readonly index: number;
  readonly choices: Choices;
  /** Characters of one value that are laid out initially. */
  readonly limit: number;
  /** Why a record that changed on the server needs attention. */
  readonly movedTitle: string;
  readonly typedName: string;
  readonly onTypeName: (name: string) => void;
  readonly onFold: () => void;
  /** null: it cannot be discarded. */
  readonly onDiscard: (() => void) | null;
}

function ItemBlock(props: ItemProps) {
  const { connectionId, item, index, choices, limit, movedTitle, typedName, onTypeName, onFold, onDiscard } = props;
  const { method, designator, title, state, reason, fields, wipe, losses } = item;
  const conflicts = fields.filter((field) => field.state === "conflict");
  return (
    <section className="put" data-change={index} aria-label={spelledOut(`${method} ${designator}`)}>
      <header>
        <IconButton
          icon={ChevronDown}
          size="small"
          label={`Fold ${shortened(title || designator)}`}
          aria-expanded
          onPress={onFold}
        />
        <MethodName method={method} />
        <span className="mono nowrap">{visibleText(designator)}</span>
        <span className="ink-2 ell grow">
          <RecordTitle connectionId={connectionId} designator={designator} title={title} />
        </span>
        {state === "moved" && (
          <Badge kind="caution" icon={TriangleAlert}>
            Moved
          </Badge>
        )}
        {wipe === null && state !== "refused" && (
          <span className="sm ink-3 nowrap">{formatAmount(fields.length, "field")}</span>
        )}
        {onDiscard && (
          <Button size="small" variant="quiet" aria-label={spelledOut(discardLabel(item))} onPress={onDiscard}>
            Discard
          </Button>
        )}
      </header>
      {state === "moved" && (
        <Notice kind="caution" title={movedTitle}>
          {conflicts.length === 0
            ? "Their values are kept beside your edit."
            : `Their ${conflicts.map(({ name }) => name).join(", ")} would be lost. Choose one.`}
        </Notice>
      )}
      {(state === "refused" || state === "gone") && <Notice kind="danger" title={reason} />}
      {state === "unchanged" && <Notice title={reason} />}
      {losses.map((loss) => (
        <Notice key={loss} kind="caution" title={loss} />
      ))}
      {wipe && <Wipe item={item} typedName={typedName} onTypeName={onTypeName} />}
      {item.kind === "delete" && state === "ready" && (
        <p className="diffnote sm ink-2">The record goes with these values. They stay in the journal.</p>
      )}
      {fields.map((field) =>
        field.state === "conflict" ? (
          <ConflictChoice key={field.name} item={index} field={field} choices={choices} limit={limit} />
        ) : (
          <FieldDiff key={field.name} field={field} kind={item.kind} limit={limit} />
        ),
      )}
    </section>
  );
}

/** Old and new side by side. Nothing is struck through, because a line would hide a changed hyphen. */
function FieldDiff({ field, kind, limit }: { field: ReviewField; kind: ReviewItem["kind"]; limit: number }) {
  const { name, base, server, mine, state } = field;
  const keepsTheirs = state === "theirs";
  const unseen = kind === "delete" || keepsTheirs ? null : unseenBetween(server ?? "", mine ?? "");
  return (
    <div className="dfield">
      <span className="k">
        {visibleText(name)}
        {keepsTheirs && ", changed by somebody else"}
      </span>
      <span className="oo">
        <span className="sr">now </span>
        {kind === "create" ? (
          <i>none</i>
        ) : (
          <ComparedValue
            label={`${name} now`}
            value={server}
            others={kind === "delete" ? [] : [keepsTheirs ? base : mine]}
            limit={limit}
          />
        )}
      </span>
      <span className="ar">
        <Icon of={ArrowRight} size="xs" tone="c-3" />
      </span>
      <span className={keepsTheirs || kind === "delete" ? "oo" : "nn"}>
        <span className="sr">after </span>
        {kind === "delete" ? (
          <i>gone</i>
        ) : (
          <ComparedValue
            label={`${name} after`}
            value={keepsTheirs ? server : mine}
            others={kind === "create" ? [] : [keepsTheirs ? base : server]}
            limit={limit}
          />
        )}
      </span>
      {unseen !== null && (
        <span className="unseen">
          <Icon of={TriangleAlert} size="s" tone="c-caution" />
          {unseen}
        </span>
      )}
    </div>
  );
}

function Wipe({ item, typedName, onTypeName }: Pick<ItemProps, "item" | "typedName" | "onTypeName">) {
  const { wipe, state } = item;
  if (wipe === null) return null;
  return (
    <div className="wipe">
      <Notice kind="danger" title={`This deletes ${formatAmount(wipe.removes, "record")}.`}>
        {wipe.stays === 0
          ? "Nothing stays."
          : `${formatAmount(wipe.stays, "record")} ${wipe.stays === 1 ? "stays" : "stay"}: ${wipe.staysBecause}`}
      </Notice>
      {state === "ready" && <TextField label={`Type ${wipe.name} to go on`} value={typedName} onChange={onTypeName} />}
    </div>
  );
}
