import { ArrowRight, ChevronDown, ChevronRight, FileText, ListOrdered, TriangleAlert, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { Review, ReviewField, ReviewItem } from "#shared/edits.ts";
import { openReview, type Choices, type OpenReview } from "../../state/review.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton, LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LongText } from "../../ui/long-value/held-value.tsx";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { MethodName } from "../request/address.tsx";
import { copyValue } from "../response/copy-value.ts";
import { formatAmount, formatBytes } from "../response/format.ts";
import { RecordTitle } from "../resources/record-name.tsx";
import { ConflictChoice } from "./conflict-choice.tsx";
import { visibleLines, visibleText } from "../../ui/visible-text.tsx";
import { ComparedValue } from "./shown-value.tsx";
import { methodsText, sendableItems } from "./review-words.ts";
import { movedWords } from "./state-words.ts";
import { unseenBetween } from "./unseen-between.ts";
import { spelledOut } from "#shared/visible-text.ts";

type Shown = OpenReview & { readonly state: "shown" };

/** One block per write, then how they are sent, taken back, and their exact bytes. */
export function ReviewItems({ open, onTypeName }: { open: Shown; onTypeName: (name: string) => void }) {
  const { review, choices, subject } = open;
  const limit = useMemo(() => textBudget(review.items.flatMap(lengthsOf)), [review]);
  const leaveOut = (draftId: string): void => {
    if (subject.kind !== "drafts") return;
    void openReview({ ...subject, draftIds: subject.draftIds.filter((each) => each !== draftId) });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="scroll" tabIndex={0} role="group" aria-label="Changes">
      {review.items.map((item, index) => (
        <ItemBlock
          key={item.draftId ?? `${item.method} ${item.designator} ${String(index)}`}
          connectionId={review.connectionId}
          item={item}
          index={index}
          choices={choices}
          limit={limit}
          movedTitle={movedWords(review)}
          typedName={open.typedName}
          onTypeName={onTypeName}
          onLeaveOut={item.draftId === null || review.items.length < 2 ? null : () => leaveOut(item.draftId ?? "")}
        />
      ))}
      <HowSent review={review} />
    </div>
  );
}

function lengthsOf({ fields }: ReviewItem): number[] {
  return fields.flatMap(({ server, mine }) => [server?.length ?? 0, mine?.length ?? 0]);
}

interface ItemProps {
  readonly connectionId: string;
  readonly item: ReviewItem;
  readonly index: number;
  readonly choices: Choices;
  /** Characters of one value that are laid out at once. */
  readonly limit: number;
  /** Why a record that moved wants a look. */
  readonly movedTitle: string;
  readonly typedName: string;
  readonly onTypeName: (name: string) => void;
  readonly onLeaveOut: (() => void) | null;
}

function ItemBlock(props: ItemProps) {
  const { connectionId, item, index, choices, limit, movedTitle, typedName, onTypeName, onLeaveOut } = props;
  const [opened, setOpened] = useState(true);
  const { method, designator, title, state, reason, fields, wipe, losses } = item;
  const conflicts = fields.filter((field) => field.state === "conflict");
  return (
    <section className="put" aria-label={spelledOut(`${method} ${designator}`)}>
      <header>
        <IconButton
          icon={opened ? ChevronDown : ChevronRight}
          size="small"
          label={opened ? "Fold" : "Unfold"}
          onPress={() => setOpened(!opened)}
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
        {onLeaveOut && (
          <Button
            size="small"
            variant="quiet"
            aria-label={spelledOut(`Leave out ${title || designator}`)}
            onPress={onLeaveOut}
          >
            Leave out
          </Button>
        )}
      </header>
      {opened && (
        <>
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
        </>
      )}
    </section>
  );
}

/** Old and new side by side. Nothing is struck through: a line would hide the hyphen that was changed. */
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
  const { wipe, designator, state } = item;
  if (wipe === null) return null;
  return (
    <div className="wipe">
      <Notice kind="danger" title={`This deletes ${formatAmount(wipe.removes, "record")}.`}>
        {wipe.stays === 0
          ? "Nothing stays."
          : `${formatAmount(wipe.stays, "record")} ${wipe.stays === 1 ? "stays" : "stay"}: ${wipe.staysBecause}`}
      </Notice>
      {state === "ready" && (
        <TextField label={`Type ${designator} to go on`} mono value={typedName} onChange={onTypeName} />
      )}
    </div>
  );
}

/** Characters of one request that are laid out at once. */
const maxBytes = 10_000;

function HowSent({ review }: { review: Review }) {
  const [shown, setShown] = useState(false);
  const items = sendableItems(review);
  if (items.length === 0) return null;
  const bytes = items.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
  const undos = [...new Set(items.map(({ undo }) => undo.message))];
  return (
    <div className="after">
      <div className="row">
        <Icon of={ListOrdered} size="s" tone="c-3" />
        <span>
          <b>
            {methodsText(items)}
            {items.length > 1 && ", one at a time"}
          </b>
          {items.length > 1 && `, ${String(review.gapMs)} ms apart. Stops at the first failure.`}
          {items.length === 1 && ", sent once, signed, and read back."}
        </span>
      </div>
      {undos.map((message) => (
        <div className="row" key={message}>
          <Icon of={Undo2} size="s" tone="c-3" />
          <span>{message}</span>
        </div>
      ))}
      <div className="row">
        <Icon of={FileText} size="s" tone="c-3" />
        <span>
          <LinkButton aria-expanded={shown} onPress={() => setShown(!shown)}>
            {shown ? "Hide the exact bytes" : "Show the exact bytes"}
          </LinkButton>{" "}
          <span className="ink-3">
            {formatAmount(items.length, "request")}, {formatBytes(bytes)}
          </span>
        </span>
      </div>
      {shown &&
        items.map((item, index) => (
          // Their order is that of sending.
          // oxlint-disable-next-line react/no-array-index-key
          <pre key={index} className="bytes wirebytes">
            <LongText
              label="the exact bytes"
              text={item.bytes}
              limit={maxBytes}
              draw={visibleLines}
              onCopy={(text) => copyValue("the exact bytes", () => text)}
            />
          </pre>
        ))}
    </div>
  );
}
