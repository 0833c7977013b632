import { Eye, EyeOff, TriangleAlert } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { edgesOf, edgeWords, noEdges, removalWords, withoutEdges, type Edges } from "./edge-spaces.ts";

export interface PasswordInputProps {
  readonly placeholder: string;
  readonly focus: boolean;
  /** Where the dialog reads the password from, when it tests and when it saves. */
  readonly inputRef: { current: HTMLInputElement | null };
  /** Something was typed, or removed. */
  readonly onTyped: () => void;
}

/** Empties the field and fires an input event, because notes about its text must not outlive the text. */
export function emptyPassword(input: HTMLInputElement | null): void {
  if (input === null) return;
  input.value = "";
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Takes a password without letting React know it. A value in state stays reachable after the dialog is gone (the
 * fiber's last state, the `value` attribute); here only the element holds it, and it is emptied at the end. React knows
 * whether the password is shown, whether there is one, and which invisible characters surround it.
 */
export function PasswordInput({ placeholder, focus, inputRef, onTyped }: PasswordInputProps) {
  const id = useId();
  const own = useRef<HTMLInputElement | null>(null);
  const [isShown, setShown] = useState(false);
  const [isEmpty, setEmpty] = useState(true);
  const [edges, setEdges] = useState<Edges>(noEdges);
  useEffect(() => {
    const element = own.current;
    if (focus) element?.focus();
    return () => {
      if (element) element.value = "";
    };
  }, [focus]);

  function look(): void {
    const value = own.current?.value ?? "";
    setEmpty(value === "");
    setEdges(edgesOf(value));
    onTyped();
  }

  function removeEdges(): void {
    if (own.current === null) return;
    own.current.value = withoutEdges(own.current.value);
    own.current.focus();
    look();
  }

  const warning = edgeWords("The password", edges);
  return (
    <div className="field">
      <label className="sr" htmlFor={id}>
        Password
      </label>
      <span className="row">
        <span className="in mono grow">
          <input
            ref={(element) => {
              own.current = element;
              inputRef.current = element;
            }}
            id={id}
            type={isShown ? "text" : "password"}
            autoComplete="new-password"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={10_000}
            placeholder={placeholder}
            onInput={look}
            {...(warning === null ? {} : { "aria-describedby": `${id}-edges` })}
          />
        </span>
        <Button
          icon={isShown ? EyeOff : Eye}
          notNow={
            isEmpty && !isShown ? "There is nothing typed to show. A stored password cannot be shown." : undefined
          }
          onPress={() => setShown(!isShown)}
        >
          {isShown ? "Hide" : "Show"}
          <span className="sr"> the password</span>
        </Button>
      </span>
      <span id={`${id}-edges`} role="status">
        {warning !== null && (
          <span className="edgewarning">
            <Icon of={TriangleAlert} tone="c-caution" />
            <span className="grow">
              <b>{warning}</b> Few passwords do.
            </span>
            <Button size="small" onPress={removeEdges}>
              {removalWords(edges)}
            </Button>
          </span>
        )}
      </span>
    </div>
  );
}
