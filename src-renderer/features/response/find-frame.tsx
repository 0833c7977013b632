import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { invisibleNote } from "../../ui/invisible-note.tsx";
import { formatCount } from "./format.ts";

export interface FindFrameProps {
  readonly text: string;
  /** Why searching is not possible; null when it is. */
  readonly problem: string | null;
  /** undefined while nothing is known. */
  readonly count: number | undefined;
  /** The search takes long enough to show progress. */
  readonly isSearching?: boolean;
  /** The match that is shown, from 0. */
  readonly index: number;
  /** What is searched: `in all 248 records`. */
  readonly scope: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onText: (text: string) => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
  /** Search options, as toggle buttons. */
  readonly children: ReactNode;
}

/** The find bar of a view: Enter and F3 go to the next match, with Shift to the previous one, Esc closes. */
export function FindFrame({ scope, children, ...look }: FindFrameProps) {
  const { problem, isSearching = false, onClose } = look;
  return (
    <div className="findbar" role="search">
      <FindInput {...look} />
      <span className="vr" />
      {children}
      <span className={problem === null ? "sm ink-3 ell" : "sm c-danger ell"} title={problem ?? undefined}>
        {problem ?? (isSearching ? "Esc stops the search" : (invisibleNote(look.text) ?? scope))}
      </span>
      <span className="grow" />
      <IconButton icon={X} size="small" label="Close" keys="Escape" onPress={onClose} />
    </div>
  );
}

type FindInputProps = Omit<FindFrameProps, "scope" | "children">;

/** The search text, the number of matches, and the way to the next one. */
function FindInput({ text, problem, count, isSearching, index, input, onText, onStep, onClose }: FindInputProps) {
  function keyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  }
  return (
    <>
      <div className={problem === null ? "in" : "in bad"}>
        <Icon of={Search} size="s" />
        <input
          ref={input}
          aria-label="Find"
          aria-invalid={problem !== null}
          value={text}
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={keyDown}
        />
        <span className="ink-3 sm tnum" aria-live="polite">
          {isSearching ? "searching…" : countText(text, index, problem === null ? count : undefined)}
        </span>
      </div>
      <IconButton icon={ChevronUp} size="small" label="Previous match" keys="Shift+Enter" onPress={() => onStep(-1)} />
      <IconButton icon={ChevronDown} size="small" label="Next match" keys="Enter" onPress={() => onStep(1)} />
    </>
  );
}

function countText(text: string, index: number, count: number | undefined): string {
  if (text === "" || count === undefined) return "";
  if (count === 0) return "nothing found";
  return `${formatCount(Math.min(index, count - 1) + 1)} of ${formatCount(count)}`;
}
