import { useState, type FormEvent } from "react";
import { Dialog } from "react-aria-components";
import { spelledOut } from "#shared/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import { InvisibleNote } from "../../ui/invisible-note.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { AnchoredPopover, type Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { needsValue, operatorNames, type Filter, type FilterOperator } from "./record-query.ts";

export interface FilterFormProps {
  readonly at: Anchor;
  /** As shown. */
  readonly column: string;
  readonly filter: Filter | undefined;
  /** Values the catalogue allows; offered while typing. */
  readonly values: readonly string[];
  readonly onApply: (filter: Omit<Filter, "column"> | null) => void;
  readonly onClose: () => void;
}

const operators = Object.keys(operatorNames) as FilterOperator[];

/** One condition on one column. */
export function FilterForm({ at, column, filter, values, onApply, onClose }: FilterFormProps) {
  const [operator, setOperator] = useState<FilterOperator>(filter?.operator ?? "contains");
  const [value, setValue] = useState(filter?.value ?? "");

  function apply(event: FormEvent) {
    event.preventDefault();
    const condition = { operator, value: needsValue(operator) ? value : "" };
    onApply(
      needsValue(operator) && value === "" && operator !== "equals" && operator !== "not-equals" ? null : condition,
    );
    onClose();
  }

  return (
    <AnchoredPopover at={at} onClose={onClose}>
      <Dialog className="popbody" aria-label={`Filter ${spelledOut(column)}`}>
        <form className="filterform" onSubmit={apply}>
          <label className="field">
            <span className="label">
              <span className="mono">{visibleText(column)}</span>
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
          {needsValue(operator) && (
            <span className="in">
              <input
                aria-label="Value"
                value={value}
                list="filter-values"
                spellCheck={false}
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form was asked for to type into it
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
            </span>
          )}
          {needsValue(operator) && <InvisibleNote value={value} />}
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
