import { CornerDownRight, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

export interface GoToProps {
  /** `Go to line`. */
  readonly label: string;
  /** Parses what the user typed; null when it is invalid. */
  readonly read: (text: string) => number | null;
  readonly onGo: (number: number) => void;
  readonly onClose: () => void;
}

/** Ctrl+G: the line with a number, counted in the unfolded text; the byte at an offset. */
export function GoTo({ label, read, onGo, onClose }: GoToProps) {
  const [text, setText] = useState("");
  const number = read(text);
  return (
    <form
      className="findbar"
      onSubmit={(event) => {
        event.preventDefault();
        if (number === null) return;
        onGo(number);
        onClose();
      }}
    >
      <div className={text === "" || number !== null ? "in" : "in bad"}>
        <Icon of={CornerDownRight} size="s" />
        <input
          aria-label={label}
          aria-invalid={text !== "" && number === null}
          placeholder={label}
          value={text}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the user opened it to type into it
          autoFocus
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            onClose();
          }}
        />
      </div>
      <Button size="small" type="submit">
        Go
      </Button>
      <span className="grow" />
      <IconButton icon={X} size="small" label="Close" keys="Escape" onPress={onClose} />
    </form>
  );
}
