import { useEffect, useId, useRef } from "react";

export interface PasswordInputProps {
  readonly placeholder: string;
  readonly focus: boolean;
  /** Where the dialog reads the password from, once, when it saves. */
  readonly inputRef: { current: HTMLInputElement | null };
}

/**
 * Takes a password without letting React know it. A value in state stays reachable after the dialog is gone (the
 * fiber's last state, the `value` attribute); here it stands in the element alone, which is emptied at the end.
 */
export function PasswordInput({ placeholder, focus, inputRef }: PasswordInputProps) {
  const id = useId();
  const own = useRef<HTMLInputElement | null>(null);
  useEffect(() => {
    const element = own.current;
    if (focus) element?.focus();
    return () => {
      if (element) element.value = "";
    };
  }, [focus]);
  return (
    <div className="field">
      <label className="sr" htmlFor={id}>
        Password
      </label>
      <span className="in mono">
        <input
          ref={(element) => {
            own.current = element;
            inputRef.current = element;
          }}
          id={id}
          type="password"
          autoComplete="new-password"
          spellCheck={false}
          maxLength={10_000}
          placeholder={placeholder}
        />
      </span>
    </div>
  );
}
