import { CaseSensitive, ChevronDown, ChevronUp, Regex, Search, X } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import type { FindResult } from "#shared/documents.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatCount } from "./format.ts";
import type { FindState } from "./view-state.ts";

export interface FindBarProps {
  readonly find: FindState;
  readonly result: FindResult | undefined;
  /** What is searched: `all 248 records`. */
  readonly scope: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<FindState>) => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
}

/** Find in a code view: Enter and F3 go on, with Shift back, Esc closes. */
export function FindBar({ find, result, scope, input, onChange, onStep, onClose }: FindBarProps) {
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
  const problem = result?.problem ?? null;
  return (
    <div className="findbar" role="search">
      <div className={problem === null ? "in" : "in bad"}>
        <Icon of={Search} size="s" />
        <input
          ref={input}
          aria-label="Find"
          aria-invalid={problem !== null}
          value={find.text}
          spellCheck={false}
          onChange={(event) => onChange({ text: event.target.value, index: 0 })}
          onKeyDown={keyDown}
        />
        <span className="ink-3 sm tnum" aria-live="polite">
          {countText(find, result)}
        </span>
      </div>
      <IconButton icon={ChevronUp} size="small" label="Previous match" keys="Shift+Enter" onPress={() => onStep(-1)} />
      <IconButton icon={ChevronDown} size="small" label="Next match" keys="Enter" onPress={() => onStep(1)} />
      <span className="vr" />
      <IconButton
        icon={CaseSensitive}
        size="small"
        label="Match case"
        pressed={find.matchCase}
        onPress={() => onChange({ matchCase: !find.matchCase, index: 0 })}
      />
      <IconButton
        icon={Regex}
        size="small"
        label="Regular expression"
        pressed={find.regularExpression}
        onPress={() => onChange({ regularExpression: !find.regularExpression, index: 0 })}
      />
      <span className={problem === null ? "sm ink-3 ell" : "sm c-danger ell"}>{problem ?? `in ${scope}`}</span>
      <span className="grow" />
      <IconButton icon={X} size="small" label="Close" keys="Escape" onPress={onClose} />
    </div>
  );
}

function countText({ text, index }: FindState, result: FindResult | undefined): string {
  if (text === "" || result === undefined || result.problem !== null) return "";
  if (result.count === 0) return "nothing found";
  return `${formatCount(Math.min(index, result.count - 1) + 1)} of ${formatCount(result.count)}`;
}
