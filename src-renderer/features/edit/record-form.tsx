import { BookOpen, ChevronDown, ChevronRight, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { FieldGroup, RequestField } from "#shared/rezora/catalog.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useStable } from "../../ui/use-stable.ts";
import { formatAmount } from "../response/format.ts";
import type { EditTarget } from "./edit-target.ts";
import { FormField } from "./form-field.tsx";
import { formGroups, isAddress, startsFolded } from "./form-groups.ts";
import { hasLineEnding, lineEndingFor, type LineEnding } from "./line-endings.ts";
import { SameEmail } from "./same-email.tsx";
import { StartFrom } from "./start-from.tsx";
import { maxTyped } from "./use-exact-text.ts";

export interface RecordFormProps {
  readonly target: EditTarget;
  /** Values from the draft, or as they were read. */
  readonly values: ReadonlyMap<string, string>;
  readonly before: ReadonlyMap<string, string> | null;
  readonly refusedOf: (name: string) => string | null;
  readonly onChange: (name: string, value: string) => void;
  readonly onPutBack: (name: string) => void;
}

/** The form of a record, in the groups that the catalogue defines. */
export function RecordForm(props: RecordFormProps) {
  const { target, values } = props;
  const onChange = useStable(props.onChange);
  const onPutBack = useStable(props.onPutBack);
  const common = useMemo(() => lineEndingFor("", values.values()), [values]);
  const limit = fieldLimit(values);
  const byName = new Map(target.fields.map((field) => [field.name, field]));
  const groups = useMemo(() => formGroups(target), [target]);
  const isNew = target.kind === "create";
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="page editform" tabIndex={0} role="group" aria-label="Form">
      {isNew && <StartFrom target={target} values={values} />}
      {groups.map((group, index) => (
        <Group
          key={group.title}
          isFirst={index === 0}
          group={group}
          byName={byName}
          ending={common}
          limit={limit}
          {...props}
          onChange={onChange}
          onPutBack={onPutBack}
        />
      ))}
      <Notice icon={BookOpen} title="How sure this form is.">
        {sureness(target)}
      </Notice>
    </div>
  );
}

interface GroupProps {
  readonly group: FieldGroup;
  readonly isFirst: boolean;
  readonly byName: ReadonlyMap<string, RequestField>;
  /** The line ending of the record, for a value without one. */
  readonly ending: LineEnding;
  readonly limit: number;
}

/** The total number of characters in the text areas of a form before long values are moved out of them. */
const maxInForm = 40_000;
/** A shorter value always has its text area. */
const leastTyped = 400;

/** The maximum length of a value in a text area: `maxTyped`, or less when all values together are too long. */
function fieldLimit(values: ReadonlyMap<string, string>): number {
  let characters = 0;
  for (const value of values.values()) characters += Math.min(maxTyped, value.length);
  return characters <= maxInForm ? maxTyped : Math.max(leastTyped, Math.floor(maxInForm / values.size));
}

function Group(props: RecordFormProps & GroupProps) {
  const { target, group, isFirst, byName, values, before, refusedOf, onChange, onPutBack, ending, limit } = props;
  const isEmpty = group.fields.every((name) => (values.get(name) ?? "") === "" && (before?.get(name) ?? "") === "");
  const [opened, setOpened] = useState(false);
  const isNew = before === null;
  const folds = startsFolded(isNew, group.fields, isEmpty);
  const isFolded = folds && !opened;
  const amount = formatAmount(group.fields.length, "field");
  return (
    <section className={isNew && folds ? "foldgroup" : undefined}>
      <h2>
        {isNew && folds ? (
          <AriaButton className="foldbtn" aria-expanded={opened} onPress={() => setOpened(!opened)}>
            <Icon of={opened ? ChevronDown : ChevronRight} size="s" />
            {group.title} <span className="ink-3">{amount}, all empty</span>
          </AriaButton>
        ) : (
          group.title
        )}
        {!isNew && isFolded && (
          <Button size="small" variant="quiet" icon={Plus} onPress={() => setOpened(true)}>
            {amount}
          </Button>
        )}
      </h2>
      {!isFolded && (
        <div className="fgrid" data-columns={columnsOf(group.fields)}>
          {group.fields.map((name, index) => {
            const field = byName.get(name);
            const value = values.get(name) ?? "";
            return (
              field && (
                <FormField
                  key={name}
                  field={field}
                  value={value}
                  before={before?.get(name) ?? (isNew ? null : "")}
                  refused={refusedOf(name)}
                  ending={endingOf(value, ending)}
                  limit={limit}
                  takesFocus={isNew && isFirst && index === 0}
                  {...(isNew ? { placeholder: field.kind === "email" ? "name@company.example" : "" } : {})}
                  onChange={onChange}
                  onPutBack={onPutBack}
                >
                  {isNew && field.kind === "email" && <SameEmail target={target} email={value} />}
                </FormField>
              )
            );
          })}
        </div>
      )}
    </section>
  );
}

function endingOf(value: string, common: LineEnding): LineEnding {
  return hasLineEnding(value) ? lineEndingFor(value, []) : common;
}

/**
 * Phone fields are four to a line; in an address (`6`), state and code share the space of one; others are two to a
 * line.
 */
function columnsOf(fields: readonly string[]): 2 | 4 | 6 {
  if (fields.every((name) => name.includes("_phone_"))) return 4;
  return isAddress(fields) ? 6 : 2;
}

/** Which parts of this form are documented and which are not, in one or two sentences. */
function sureness({ kind, resource, fields }: EditTarget): string {
  const method = kind === "create" ? "POST" : "PUT";
  const { confidence, note } = resource.methods[method];
  const how = confidence === "documented" ? "documented" : "inferred";
  const which = `${method} on ${resource.path} is ${how}${confidence === "inferred" && note !== "" ? `: ${note}` : "."}`;
  const isOpen = fields.some(({ required }) => required === null);
  const inferred = fields.filter((field) => field.required === true && field.confidence !== "documented");
  if (kind === "update") {
    return `${which} Whether it takes single fields is unknown, so all ${String(fields.length)} are sent.`;
  }
  if (inferred.length > 0) {
    const names = inferred.map(({ name }) => name).join(" and ");
    return `${which} Its field list and that ${names} are required are inferred from a sample program.`;
  }
  return isOpen ? `${which} Which of its fields are required is unknown.` : which;
}
