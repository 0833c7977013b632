import { Binary, X } from "lucide-react";
import type { RefObject } from "react";
import { IconButton } from "../../ui/button.tsx";
import { FindInput } from "./find-input.tsx";
import type { FoundBytes } from "./use-find-bytes.ts";

export interface HexFind {
  readonly text: string;
  /** What was typed are hex digits, not letters. */
  readonly asBytes: boolean;
  readonly index: number;
}

export interface HexBarProps {
  readonly find: HexFind;
  readonly found: FoundBytes;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onChange: (find: HexFind) => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
}

/** Find in the bytes of a body. */
export function HexBar({ find, found, input, onChange, onStep, onClose }: HexBarProps) {
  const { problem, result } = found;
  return (
    <div className="findbar" role="search">
      <FindInput
        text={find.text}
        problem={problem}
        count={result?.count}
        index={find.index}
        input={input}
        onText={(text) => onChange({ ...find, text, index: 0 })}
        onStep={onStep}
        onClose={onClose}
      />
      <span className="vr" />
      <IconButton
        icon={Binary}
        size="small"
        label="Hex digits"
        pressed={find.asBytes}
        onPress={() => onChange({ ...find, asBytes: !find.asBytes, index: 0 })}
      />
      <span className={problem === null ? "sm ink-3 ell" : "sm c-danger ell"}>
        {problem ?? (find.asBytes ? "as hex digits, in all bytes" : "as text, in all bytes")}
      </span>
      <span className="grow" />
      <IconButton icon={X} size="small" label="Close" keys="Escape" onPress={onClose} />
    </div>
  );
}
