import { CaseSensitive, Regex } from "lucide-react";
import type { RefObject } from "react";
import type { FindResult } from "#shared/documents.ts";
import { IconButton } from "../../ui/button.tsx";
import { FindFrame } from "./find-frame.tsx";
import type { FindState } from "./view-state.ts";

export interface FindBarProps {
  readonly find: FindState;
  readonly result: FindResult | undefined;
  readonly isSearching: boolean;
  /** What is searched: `all 248 records`. */
  readonly scope: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<FindState>) => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
}

/** Find in a code view. */
export function FindBar({ find, result, isSearching, scope, input, onChange, onStep, onClose }: FindBarProps) {
  return (
    <FindFrame
      text={find.text}
      problem={result?.problem ?? null}
      count={result?.count}
      isSearching={isSearching}
      index={find.index}
      scope={`in ${scope}`}
      input={input}
      onText={(text) => onChange({ text, index: 0 })}
      onStep={onStep}
      onClose={onClose}
    >
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
    </FindFrame>
  );
}
