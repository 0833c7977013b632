import { ChevronDown, ChevronUp, Search } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatCount } from "./format.ts";

export interface FindInputProps {
  readonly text: string;
  readonly problem: string | null;
  /** undefined while nothing is known. */
  readonly count: number | undefined;
  /** The match that is shown, from 0. */
  readonly index: number;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onText: (text: string) => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
}

/** What is looked for, how often it stands there, and on to the next: Enter and F3 go on, with Shift back. */
export function FindInput({ text, problem, count, index, input, onText, onStep, onClose }: FindInputProps) {
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
          {countText(text, index, problem === null ? count : undefined)}
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
