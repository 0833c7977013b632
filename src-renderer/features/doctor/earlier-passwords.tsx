import { Plus } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { Button } from "../../ui/button.tsx";

/** The maximum number that the main process accepts. */
const most = 20;

/**
 * Passwords the customer may have had before. Like the password of a connection, they are only in the DOM elements,
 * outside React's state, and are gone when the page is left.
 */
export function EarlierPasswords({
  listRef,
  children,
}: {
  listRef: RefObject<HTMLUListElement | null>;
  /** Shown beside the button that adds one. */
  children: ReactNode;
}) {
  const [count, setCount] = useState(1);
  const added = useRef(false);
  useEffect(() => {
    const list = listRef.current;
    return () => {
      for (const input of list?.querySelectorAll("input") ?? []) input.value = "";
    };
  }, [listRef]);
  return (
    <div role="group" aria-labelledby="earlier-label">
      <div className="lab" id="earlier-label">
        Earlier passwords, if the customer knows any
      </div>
      <ul className="earlier" ref={listRef}>
        {Array.from({ length: count }, (_, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the fields differ in their order only
          <li key={index} className="in">
            <input
              type="password"
              aria-label={`Earlier password ${String(index + 1)}`}
              autoComplete="new-password"
              spellCheck={false}
              maxLength={1_000}
              placeholder="tried like the one on file, never sent"
              ref={(element) => {
                if (added.current && index === count - 1) {
                  added.current = false;
                  element?.focus();
                }
              }}
            />
          </li>
        ))}
      </ul>
      <div className="row">
        {children}
        <Button
          variant="quiet"
          icon={Plus}
          notNow={count < most ? undefined : "Twenty are enough for one search."}
          onPress={() => {
            added.current = true;
            setCount(count + 1);
          }}
        >
          Another one
        </Button>
      </div>
    </div>
  );
}

/** The current values of the fields. */
export function earlierPasswordsIn(list: HTMLUListElement | null): string[] {
  const inputs = Array.from(list?.querySelectorAll("input") ?? []);
  return inputs.map(({ value }) => value).filter((value) => value !== "");
}
