import { ArrowLeft, ArrowRight, Check, Eraser, PencilLine } from "lucide-react";
import { useRef, useState } from "react";
import { Label, TextArea, TextField as AriaTextField } from "react-aria-components";
import { cutPlace } from "#shared/value-rows.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { HeldValue } from "../../ui/long-value/held-value.tsx";
import { copyValue } from "../response/copy-value.ts";
import { offerUndo } from "../../state/offer-undo.ts";
import { joinParts, type LineEnding } from "./line-endings.ts";
import { useExactText } from "./use-exact-text.ts";

/** Characters of a part that is edited. */
const partLength = 4_000;

export interface LongFieldProps {
  readonly name: string;
  readonly value: string;
  readonly ending: LineEnding;
  readonly describedBy: string | undefined;
  readonly onChange: (value: string) => void;
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** A value that is too long for a text area: it is read in windows and edited part by part. */
export function LongField({ name, value, ending, describedBy, onChange }: LongFieldProps) {
  const [part, setPart] = useState<Part | null>(null);
  function empty(): void {
    onChange("");
    offerUndo(`Emptied ${name}.`, () => onChange(value));
  }
  const partAt = (place: number): Part => {
    const from = cutPlace(value, Math.min(place, Math.max(0, value.length - 1)));
    return { from, to: cutPlace(value, from + partLength) };
  };
  if (part !== null && part.to <= value.length) {
    return (
      <PartEditor
        key={part.from}
        name={name}
        value={value}
        part={part}
        ending={ending}
        describedBy={describedBy}
        onChange={(next, to) => {
          onChange(next);
          setPart({ from: part.from, to });
        }}
        onPart={(place) => setPart(partAt(place))}
        onEnd={() => setPart(null)}
      />
    );
  }
  return (
    <HeldValue
      label={name}
      text={value}
      onCopy={(text) => copyValue(name, () => text)}
      actions={(placeInSight) => (
        <>
          <Button
            size="small"
            icon={PencilLine}
            aria-label={`Edit ${name} here`}
            onPress={() => setPart(partAt(placeInSight()))}
          >
            Edit here
          </Button>
          <Button size="small" variant="quiet" icon={Eraser} aria-label={`Empty ${name}`} onPress={empty}>
            Empty
          </Button>
        </>
      )}
    />
  );
}

interface PartEditorProps extends Omit<LongFieldProps, "onChange"> {
  readonly part: Part;
  /** The whole value, and where the edited part now ends in it. */
  readonly onChange: (value: string, to: number) => void;
  readonly onPart: (place: number) => void;
  readonly onEnd: () => void;
}

/** A part of a long value in a text area; the text before and after it stays unchanged. */
function PartEditor({ name, value, part, ending, describedBy, onChange, onPart, onEnd }: PartEditorProps) {
  const { from, to } = part;
  const area = useRef<HTMLTextAreaElement>(null);
  const own = value.slice(from, to);
  const [before] = useState(own);
  const exact = useExactText({
    area,
    value: own,
    before,
    ending,
    onChange(next) {
      const head = joinParts(value.slice(0, from), next);
      onChange(joinParts(head, value.slice(to)), head.length);
    },
  });
  const count = (place: number): string => place.toLocaleString("en-US");
  return (
    <AriaTextField className="longpart" value={exact.shown} onChange={exact.change}>
      <Label className="sr">{`Part of ${name}`}</Label>
      <span className="in area lines">
        <TextArea
          ref={area}
          rows={8}
          spellCheck={false}
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user opened this part to edit it
          autoFocus
          onPaste={exact.paste}
          aria-describedby={describedBy}
        />
      </span>
      <span className="longfoot">
        <span className="grow ell tnum">
          {own === "" ? "An empty part" : `Characters ${count(from + 1)} to ${count(to)}`} of {count(value.length)}
        </span>
        <span className="longacts">
          <IconButton
            icon={ArrowLeft}
            size="small"
            label={`Previous part of ${name}`}
            notNow={from === 0 ? "This is the first part." : undefined}
            onPress={() => onPart(Math.max(0, from - partLength))}
          />
          <IconButton
            icon={ArrowRight}
            size="small"
            label={`Next part of ${name}`}
            notNow={to >= value.length ? "This is the last part." : undefined}
            onPress={() => onPart(to)}
          />
          <Button size="small" icon={Check} aria-label={`End editing a part of ${name}`} onPress={onEnd}>
            Done
          </Button>
        </span>
      </span>
    </AriaTextField>
  );
}
