import type { LucideIcon } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Icon } from "./icon.tsx";
import { Tooltip } from "./tooltip.tsx";
import { spelledOut } from "#shared/visible-text.ts";

const variants = {
  plain: "",
  primary: "pri",
  write: "write",
  danger: "danger",
  "danger-outline": "danger-o",
  quiet: "quiet",
} as const;
const sizes = { small: "sm", medium: "", large: "lg" } as const;

interface Look {
  readonly variant?: keyof typeof variants | undefined;
  readonly size?: keyof typeof sizes | undefined;
  /**
   * Why the button is disabled. It stays focusable and looks disabled; the reason is its tooltip and
   * its description, and must also be visible as text near it.
   */
  readonly notNow?: string | undefined;
  readonly extraClass?: string | undefined;
}

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children">, Look {
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant, size, notNow, extraClass, icon, children, ...rest }: ButtonProps) {
  const className = classNames({ variant, size, extraClass });
  const content = (
    <>
      {icon && <Icon of={icon} {...(size === "small" ? { size: "s" as const } : {})} />}
      {children}
    </>
  );
  return <Pressable {...rest} notNow={notNow} className={className} content={content} />;
}

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "children" | "aria-label">, Look {
  readonly icon: LucideIcon;
  /** Name for screen readers and tooltip. */
  readonly label: string;
  readonly keys?: string | undefined;
  /** The tooltip where it says more than the name. */
  readonly tip?: string | undefined;
  /** For toggle buttons. */
  readonly pressed?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton(props: IconButtonProps) {
  const { variant = "quiet", size, notNow, extraClass, icon, label, keys, tip, pressed, ...rest } = props;
  const button = (
    <Pressable
      {...rest}
      aria-label={spelledOut(label)}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      notNow={notNow}
      bare
      className={`${classNames({ variant, size, extraClass })} ico`}
      content={<Icon of={icon} />}
    />
  );
  return (
    <Tooltip text={notNow ?? tip ?? label} keys={keys}>
      {button}
    </Tooltip>
  );
}

/** A link that acts inside the application. */
export function LinkButton({ extraClass, ...rest }: Omit<AriaButtonProps, "className"> & { extraClass?: string }) {
  return <AriaButton {...rest} className={["lnk", extraClass].filter(Boolean).join(" ")} />;
}

interface PressableProps extends Omit<AriaButtonProps, "className" | "children"> {
  readonly className: string;
  readonly content: ReactNode;
  readonly notNow: string | undefined;
  /** Without a tooltip of its own. */
  readonly bare?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

function Pressable({ className, content, notNow, bare = false, onPress, ...rest }: PressableProps) {
  if (notNow === undefined) {
    return (
      <AriaButton {...rest} {...(onPress ? { onPress } : {})} className={className}>
        {content}
      </AriaButton>
    );
  }
  const button = (
    <AriaButton {...rest} aria-disabled="true" className={className}>
      {content}
    </AriaButton>
  );
  return bare ? button : <Tooltip text={notNow}>{button}</Tooltip>;
}

function classNames({ variant = "plain", size = "medium", extraClass }: Look): string {
  return ["btn", variants[variant], sizes[size], extraClass].filter(Boolean).join(" ");
}
