import { CornerDownRight, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

/** Ctrl+G: the line with a number, counted in the unfolded text. */
export function GoToLine({ onGo, onClose }: { onGo: (number: number) => void; onClose: () => void }) {
  const [text, setText] = useState("");
  return (
    <form
      className="findbar"
      onSubmit={(event) => {
        event.preventDefault();
        const number = Number.parseInt(text, 10);
        if (number > 0) onGo(number);
        onClose();
      }}
    >
      <div className="in">
        <Icon of={CornerDownRight} size="s" />
        <input
          aria-label="Go to line"
          placeholder="Go to line"
          inputMode="numeric"
          value={text}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for to type into it
          autoFocus
          onChange={(event) => setText(event.target.value.replace(/\D/gu, "").slice(0, 12))}
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
