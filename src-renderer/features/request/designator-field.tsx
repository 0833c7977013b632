import { useState, type KeyboardEvent } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useCommand } from "../../state/command-bus.ts";
import { designatorParts, withId } from "./designator-parts.ts";
import { IdPicker } from "./id-picker.tsx";

export interface DesignatorFieldProps {
  readonly connectionId: string;
  readonly designator: string;
  readonly onChange: (designator: string) => void;
  readonly onSend: () => void;
}

/** The resource, as an editable text with a picker for every id in it. */
export function DesignatorField({ connectionId, designator, onChange, onSend }: DesignatorFieldProps) {
  const [editing, setEditing] = useState(false);
  const [leftByKey, setLeftByKey] = useState(false);
  useCommand("request.focus", () => setEditing(true));

  // Without a designator there is nothing to press, so the line starts as an input.
  if (editing || designator === "") {
    return (
      <DesignatorInput
        designator={designator}
        onChange={onChange}
        onSend={onSend}
        onBegin={() => setEditing(true)}
        onDone={(byKey) => {
          setLeftByKey(byKey);
          setEditing(false);
        }}
      />
    );
  }
  return (
    <span className="des">
      {designatorParts(designator).map((part, index) =>
        part.kind === "id" ? (
          <IdPicker
            key={part.name}
            connectionId={connectionId}
            designator={designator}
            name={part.name}
            value={part.value}
            onChoose={(id) => onChange(withId(designator, part.name, id))}
          />
        ) : (
          <AriaButton
            key={`${index} ${part.text}`}
            className="destext"
            aria-label={`Designator ${designator}, edit`}
            excludeFromTabOrder={index > 0}
            autoFocus={leftByKey && index === 0}
            onPress={() => setEditing(true)}
          >
            <DesignatorText text={part.text} />
          </AriaButton>
        ),
      )}
    </span>
  );
}

function DesignatorText({ text }: { text: string }) {
  return text.split(/(\/)/u).map((piece, index) =>
    piece === "/" ? (
      <span key={index} className="sl">
        /
      </span>
    ) : (
      piece
    ),
  );
}

interface DesignatorInputProps extends Omit<DesignatorFieldProps, "connectionId"> {
  readonly onBegin: () => void;
  /** `byKey`: closed by Enter or Esc, so the focus has to move to what replaces it. */
  readonly onDone: (byKey: boolean) => void;
}

function DesignatorInput({ designator, onChange, onSend, onBegin, onDone }: DesignatorInputProps) {
  const [before] = useState(designator);

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      onChange(before);
      onDone(true);
    }
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onDone(true);
      onSend();
    }
  }

  return (
    <input
      className="desinput"
      aria-label="Designator"
      // The user opened it with a click or Ctrl+L.
      autoFocus
      spellCheck={false}
      style={{ width: `calc(${Math.max(designator.length, 8)}ch + 2px)` }}
      value={designator}
      onFocus={(event) => {
        onBegin();
        event.target.select();
      }}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={press}
      onBlur={() => onDone(false)}
    />
  );
}
