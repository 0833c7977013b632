import { CaseSensitive, Regex, X } from "lucide-react";
import type { RefObject } from "react";
import type { FindResult } from "#shared/documents.ts";
import { IconButton } from "../../ui/button.tsx";
import { FindInput } from "./find-input.tsx";
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
  const problem = result?.problem ?? null;
  return (
    <div className="findbar" role="search">
      <FindInput
        text={find.text}
        problem={problem}
        count={result?.count}
        index={find.index}
        input={input}
        onText={(text) => onChange({ text, index: 0 })}
        onStep={onStep}
        onClose={onClose}
      />
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
