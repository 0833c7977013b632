import type { RefObject } from "react";
import { Button } from "../../ui/button.tsx";
import { FindFrame } from "./find-frame.tsx";
import type { FoundBytes } from "./use-find-bytes.ts";

export interface HexFind {
  readonly text: string;
  /** The typed text is hex digits, not characters. */
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
    <FindFrame
      text={find.text}
      problem={problem}
      count={result?.count}
      index={find.index}
      scope={find.asBytes ? "as hex digits, in all bytes" : "as text, in all bytes"}
      input={input}
      onText={(text) => onChange({ ...find, text, index: 0 })}
      onStep={onStep}
      onClose={onClose}
    >
      <Button
        size="small"
        variant="quiet"
        aria-pressed={find.asBytes}
        onPress={() => onChange({ ...find, asBytes: !find.asBytes, index: 0 })}
      >
        Hex digits
      </Button>
    </FindFrame>
  );
}
