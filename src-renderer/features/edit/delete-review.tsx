import {
  Check,
  ChevronDown,
  ChevronRight,
  FileText,
  ListOrdered,
  Minus,
  Trash2,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Connection } from "#shared/connection.ts";
import type { Review, ReviewItem } from "#shared/edits.ts";
import { isSameName } from "#shared/typed-name.ts";
import { useCommand } from "../../state/command-bus.ts";
import { closeReview, commit, typeName, type OpenReview } from "../../state/review.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LongText } from "../../ui/long-value/held-value.tsx";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { visibleLines, visibleText } from "../../ui/visible-text.tsx";
import { useIsUnlocked } from "../connections/writes.ts";
import { MethodName } from "../request/address.tsx";
import { collectionsFor } from "../resources/record-name.tsx";
import { useRecordNames } from "../resources/use-record-names.ts";
import { copyValue } from "../response/copy-value.ts";
import { formatAmount } from "../response/format.ts";
import { copySubject } from "./copy-subject.ts";
import { deleteWords, type DeleteLine, type DeleteWords, type NameOf } from "./delete-words.ts";
import { discardWithUndo } from "./discard-drafts.ts";
import { ExportFirst } from "./export-first.tsx";
import { LockStrip } from "./lock-strip.tsx";
import { ReadAge } from "./read-age.tsx";
import { requestsText } from "./review-words.ts";
import { ComparedValue } from "./shown-value.tsx";
import { SheetHead } from "./sheet-head.tsx";

export interface DeleteReviewProps {
  readonly open: OpenReview & { readonly state: "shown" };
  readonly connection: Connection;
}

/**
 * The Review of a deletion: the consequence, what is deleted and what stays, whether Undo is possible, then the
 * request.
 */
export function DeleteReview({ open, connection }: DeleteReviewProps) {
  const { review, typedName, problem } = open;
  const words = deleteWords(review, useNames(review));
  const copied = copySubject(review.items);
  const keep = useRef<HTMLButtonElement>(null);
  const locked = !useIsUnlocked(connection);
  // The safe button has the focus, so pressing Enter without reading keeps the records.
  useEffect(() => keep.current?.focus(), []);
  const { typed } = words;
  const notNow = locked
    ? "Writes are locked."
    : typed !== null && !isSameName(typedName, typed.name)
      ? `Type ${typed.name} first.`
      : undefined;
  // The keys of Commit do nothing here: a deletion is never one key press away.
  useCommand("review.commit", () => undefined, "A deletion is pressed, not typed.");
  return (
    <>
      <SheetHead title={words.title}>
        <ReadAge review={review} />
      </SheetHead>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable */}
      <div className="scroll" tabIndex={0} role="group" aria-label="Deletion">
        <section className="consequence">
          <Icon of={Trash2} size="l" />
          <div>
            <h3>{visibleText(words.headline)}</h3>
            <p>{visibleText(words.detail)}</p>
          </div>
        </section>
        <div className="goesstays">
          <Lines title="Deleted" lines={words.deleted} mark={Minus} tone="c-danger" />
          <Lines title="Kept" lines={words.kept} mark={Check} tone="c-ok" />
        </div>
        <WayBack words={words} />
        {copied !== null && <ExportFirst connectionId={connection.connectionId} subject={copied} copy={words.copy} />}
        {review.items.map((item) => (
          <FoldedRequest key={item.draftId ?? item.designator} item={item} />
        ))}
        {typed !== null && (
          <div className="sheetblock">
            <TextField
              label={`Type the name of ${typed.of} to confirm: ${typed.name}`}
              value={typedName}
              onChange={typeName}
              end={isSameName(typedName, typed.name) && <Icon of={Check} size="s" tone="c-ok" />}
            />
          </div>
        )}
        <HowDeleted review={review} proof={words.proof} />
      </div>
      {problem !== null && (
        <Notice kind="danger" title={problem} strip role="alert">
          Nothing was sent.
        </Notice>
      )}
      <LockStrip connection={connection} />
      <footer>
        <Button ref={keep} extraClass="safe" onPress={() => keepAll(open)}>
          {words.keep}
        </Button>
        <span className="grow" />
        <span className="sm ink-2 nowrap">
          {locked ? notNow : <span className="hide-n">{requestsText(review)}</span>}
        </span>
        <Button
          variant={notNow === undefined ? "danger" : "plain"}
          icon={Trash2}
          notNow={notNow}
          onPress={() => void commit()}
        >
          {words.title}
        </Button>
      </footer>
    </>
  );
}

/** The names of the records in a Review, where they were fetched, including the lists and groups of memberships. */
function useNames({ connectionId, items }: Review): NameOf {
  const wanted = useMemo(() => [...new Set(items.flatMap(({ designator }) => collectionsFor(designator)))], [items]);
  const nameOf = useRecordNames(connectionId, wanted);
  return (designator) => {
    const name = nameOf(designator);
    return name.state === "known" ? name.title : "";
  };
}

/** The deletion is no longer pending; the button says that the record is kept. */
function keepAll({ subject }: OpenReview): void {
  if (subject.kind === "drafts" && subject.dropsWhenClosed !== true) discardWithUndo(subject.draftIds);
  closeReview();
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly DeleteLine[];
  readonly mark: typeof Check;
  readonly tone: string;
}

function Lines({ title, lines, mark, tone }: LinesProps) {
  return (
    <div>
      <h4>{title}</h4>
      <ul>
        {lines.map(({ text, code, more }) => (
          <li key={text}>
            <Icon of={mark} size="s" tone={tone} />
            <span>
              {visibleText(text)} {code !== undefined && <span className="mono">{visibleText(code)}</span>}
              {more !== undefined && <span className="sm">{visibleText(more)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WayBack({ words }: { readonly words: DeleteWords }) {
  return (
    <div className="sheetblock">
      <div className="row">
        <Icon of={Undo2} tone="c-3" />
        <b>{words.undoTitle}</b>
      </div>
      <p>{visibleText(words.undo)}</p>
      {words.caution !== null && (
        <p className="row cautionline">
          <Icon of={TriangleAlert} size="s" tone="c-caution" />
          {words.caution}
        </p>
      )}
    </div>
  );
}

/** The request, and its values once it is unfolded. */
function FoldedRequest({ item }: { readonly item: ReviewItem }) {
  const [opened, setOpened] = useState(false);
  const { method, designator, fields } = item;
  const limit = textBudget(fields.map(({ server }) => server?.length ?? 0));
  if (fields.length === 0) return null;
  const values = fields.length === 1 ? "the value" : `the ${formatAmount(fields.length, "value")}`;
  return (
    <>
      <AriaButton className="foldrow" aria-expanded={opened} onPress={() => setOpened(!opened)}>
        <Icon of={opened ? ChevronDown : ChevronRight} size="xs" tone="c-3" />
        <MethodName method={method} />
        <span className="mono ell">{visibleText(designator)}</span>
        <span className="grow" />
        <span className="sm ink-3">
          {opened ? "Hide" : "Show"} {values}
        </span>
      </AriaButton>
      {opened && (
        <dl className="goingvalues">
          {fields.map(({ name, server }) => (
            <div key={name}>
              <dt className="mono">{visibleText(name)}</dt>
              <dd className="mono">
                <ComparedValue label={name} value={server} others={[]} limit={limit} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** Characters of one request that are laid out initially. */
const maxBytes = 10_000;

function HowDeleted({ review, proof }: { readonly review: Review; readonly proof: string }) {
  const [shown, setShown] = useState(false);
  const { items, gapMs } = review;
  const isOne = items.length === 1;
  return (
    <div className="after">
      <div className="row">
        <Icon of={ListOrdered} size="s" tone="c-3" />
        <span>
          <b>{formatAmount(items.length, "DELETE")}</b>
          {isOne
            ? ", signed and sent once. "
            : `, one at a time, ${String(gapMs)} ms apart. Stops at the first failure. `}
          {proof}
        </span>
      </div>
      <div className="row">
        <Icon of={FileText} size="s" tone="c-3" />
        <span>
          <LinkButton aria-expanded={shown} onPress={() => setShown(!shown)}>
            {shown ? "Hide the exact bytes" : "Show the exact bytes"}
          </LinkButton>{" "}
          <span className="ink-3">{formatAmount(items.length, "request")}</span>
        </span>
      </div>
      {shown &&
        items.map(({ bytes, draftId, designator }) => (
          <pre key={draftId ?? designator} className="bytes wirebytes">
            <LongText
              label="the exact bytes"
              text={bytes}
              limit={maxBytes}
              draw={visibleLines}
              onCopy={(text) => copyValue("the exact bytes", () => text)}
            />
          </pre>
        ))}
    </div>
  );
}
