import type { LucideIcon } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { FieldError, Input, Label, Text, TextField as AriaTextField, type TextFieldProps } from "react-aria-components";
import { Icon } from "./icon.tsx";
import { visibleText } from "./visible-text.tsx";

export interface FieldProps extends Omit<TextFieldProps, "className" | "children"> {
  readonly label: string;
  /** The label is read out, not shown. */
  readonly hideLabel?: boolean;
  readonly icon?: LucideIcon;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; null when nothing is. */
  readonly problem?: string | null;
  readonly mono?: boolean;
  readonly small?: boolean;
  /** Inside the frame, after the text. */
  readonly end?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** One line of text with its label, hint and message. */
export function TextField(props: FieldProps) {
  const {
    label,
    hideLabel = false,
    icon,
    placeholder,
    hint,
    problem = null,
    mono,
    small,
    end,
    inputRef,
    ...rest
  } = props;
  const frame = ["in", mono ? "mono" : "", small ? "sm" : ""].filter(Boolean).join(" ");
  return (
    <AriaTextField {...rest} className="field" isInvalid={problem !== null} validationBehavior="aria">
      <Label className={hideLabel ? "sr" : "label"}>{visibleText(label)}</Label>
      <span className={frame}>
        {icon && <Icon of={icon} size="s" />}
        <Input ref={inputRef} {...(placeholder === undefined ? {} : { placeholder })} spellCheck={false} />
        {end}
      </span>
      {hint !== undefined && problem === null && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="problem">{problem}</FieldError>
    </AriaTextField>
  );
}
