import { Search, X } from "lucide-react";
import { useEffect, useRef, useState, type Ref } from "react";
import { keysOf } from "../../commands.ts";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";

/** Typing pauses this long before the table is searched, in milliseconds. */
const pause = 120;

export interface FindFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter or Down: moves to the match. */
  readonly onLeave: () => void;
  /** Why searching is not possible now. */
  readonly notNow: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Search over all fields of all records. */
export function FindField({ value, onChange, onLeave, notNow, ref }: FindFieldProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [sent, setSent] = useState(value);
  // The search was changed elsewhere, for example by "Clear search".
  if (value !== sent) {
    setSent(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  function soon(next: string) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => now(next), pause);
  }

  function now(next: string) {
    clearTimeout(timer.current);
    setText(next);
    setSent(next);
    onChange(next);
  }

  return (
    <div className={notNow === undefined ? "in sm find" : "in sm find ro"} role="search">
      <Icon of={Search} size="s" />
      <input
        ref={ref}
        aria-label="Find in all records"
        title={notNow}
        aria-disabled={notNow !== undefined || undefined}
        readOnly={notNow !== undefined}
        placeholder="Find"
        value={text}
        spellCheck={false}
        onChange={(event) => soon(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") {
            event.stopPropagation();
            now("");
          } else if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            if (text !== value) now(text);
            onLeave();
          }
        }}
      />
      {text === "" ? (
        <Kbd keys={keysOf("find.open") ?? ""} />
      ) : (
        <button
          type="button"
          className="clear"
          aria-label="Clear search"
          onClick={(event) => {
            // This button disappears, so the focus has to move first.
            event.currentTarget.parentElement?.querySelector("input")?.focus();
            now("");
          }}
        >
          <Icon of={X} size="xs" />
        </button>
      )}
    </div>
  );
}
