import { useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Dialog } from "react-aria-components";
import { pieceOf } from "#shared/value-rows.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import { InvisibleNote } from "../../ui/invisible-note.tsx";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { AnchoredPopover, type Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { hasLineEnding, lineEndingFor } from "../edit/line-endings.ts";
import { LongField } from "../edit/long-field.tsx";
import { beginsLine, maxTyped, useExactText } from "../edit/use-exact-text.ts";
import { needsValue, operatorNames, type Filter, type FilterOperator } from "./record-query.ts";

export interface FilterFormProps {
  readonly at: Anchor;
  /** As shown. */
  readonly column: string;
  readonly filter: Filter | undefined;
  /** What was typed before the form was closed without filtering, when Undo reopens it. */
  readonly typed?: TypedFilter | undefined;
  /** Values the catalogue allows; offered while typing. */
  readonly values: readonly string[];
  readonly onApply: (filter: Omit<Filter, "column"> | null) => void;
  readonly onClose: () => void;
  /** It was closed with a condition that was not applied. */
  readonly onLeave: (typed: TypedFilter) => void;
}

export type TypedFilter = Omit<Filter, "column">;

const operators = Object.keys(operatorNames) as FilterOperator[];

/** One condition on one column. */
export function FilterForm({ at, column, filter, typed, values, onApply, onClose, onLeave }: FilterFormProps) {
  const [operator, setOperator] = useState<FilterOperator>(typed?.operator ?? filter?.operator ?? "contains");
  const before = filter?.value ?? "";
  const [value, setValue] = useState(typed?.value ?? before);
  const area = useRef<HTMLTextAreaElement>(null);
  const exact = useExactText({
    area,
    value: value.length > maxTyped ? "" : value,
    before,
    ending: lineEndingFor(value, [before]),
    onChange: setValue,
  });
  // Only an input can suggest values, and only a text area keeps line endings.
  const offersValues = values.length > 0 && !hasLineEnding(before);

  function leave(): void {
    onClose();
    if (needsValue(operator) && value !== before) onLeave({ operator, value });
  }

  function apply(event: FormEvent) {
    event.preventDefault();
    const condition = { operator, value: needsValue(operator) ? value : "" };
    onApply(
      needsValue(operator) && value === "" && operator !== "equals" && operator !== "not-equals" ? null : condition,
    );
    onClose();
  }

  /** Enter filters, as in an input; Shift or Alt with Enter starts a new line. */
  function enter(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing || event.key !== "Enter") return;
    event.preventDefault();
    if (beginsLine(event, true, false)) exact.beginLine();
    else event.currentTarget.form?.requestSubmit();
  }

  return (
    <AnchoredPopover at={at} onClose={leave}>
      <Dialog className="popbody" aria-label={`Filter ${spelledOut(shortened(column))}`}>
        <form className="filterform" onSubmit={apply}>
          <label className="field">
            <span className="label">
              <span className="mono">{visibleText(shortened(column))}</span>
            </span>
            <select
              className="in"
              value={operator}
              onChange={(event) => setOperator(operators.find((each) => each === event.target.value) ?? "contains")}
            >
              {operators.map((each) => (
                <option key={each} value={each}>
                  {operatorNames[each]}
                </option>
              ))}
            </select>
          </label>
          {needsValue(operator) && value.length > maxTyped && (
            <LongField
              name="Value"
              value={value}
              ending={lineEndingFor(value, [])}
              describedBy={undefined}
              onChange={setValue}
            />
          )}
          {needsValue(operator) && value.length <= maxTyped && (
            <span className={offersValues ? "in" : `in area ${hasLineEnding(value) ? "lines" : ""}`}>
              {offersValues ? (
                <>
                  <input
                    aria-label="Value"
                    value={value}
                    list="filter-values"
                    spellCheck={false}
                    // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user opened the form to type into it
                    autoFocus
                    onChange={(event) => setValue(event.target.value)}
                  />
                  <datalist id="filter-values">
                    {values.map((each) => (
                      <option key={each} value={each}>
                        {each}
                      </option>
                    ))}
                  </datalist>
                </>
              ) : (
                <textarea
                  ref={area}
                  aria-label="Value"
                  rows={1}
                  value={exact.shown}
                  spellCheck={false}
                  autoComplete="off"
                  // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user opened the form to type into it
                  autoFocus
                  onPaste={exact.paste}
                  onKeyDown={enter}
                  onChange={(event) => exact.change(event.target.value)}
                />
              )}
            </span>
          )}
          {needsValue(operator) && <InvisibleNote value={pieceOf(value, 0, maxTyped)} />}
          <div className="acts">
            {filter && (
              <Button
                variant="quiet"
                onPress={() => {
                  onApply(null);
                  onClose();
                }}
              >
                Clear
              </Button>
            )}
            <Button variant="primary" type="submit">
              Filter
            </Button>
          </div>
        </form>
      </Dialog>
    </AnchoredPopover>
  );
}
