import { useState, type ReactNode } from "react";
import type { Excerpt } from "#shared/value-rows.ts";
import { LinkButton } from "../button.tsx";
import { beforeText, moreText } from "../shortened.ts";
import { visibleText } from "../visible-text.tsx";

export interface ExpandableProps {
  readonly label: string;
  readonly excerpt: Excerpt;
  readonly draw?: ((text: string) => ReactNode) | undefined;
  /** Shows the whole value in windows of rows, with a way back. */
  readonly children: (onHide: () => void) => ReactNode;
}

/** A part of a long value, the size of the rest, and a button that shows all of it. */
export function Expandable({ label, excerpt, draw = visibleText, children }: ExpandableProps) {
  const [state, setState] = useState<"begun" | "open" | "closed">("begun");
  if (state === "open") return children(() => setState("closed"));
  const { from, text, more } = excerpt;
  return (
    <>
      {from > 0 && <span className="longmore">{beforeText(from)} </span>}
      {draw(text)}
      <span className="longmore">
        {more > 0 && `${moreText(more)} `}
        <LinkButton
          aria-label={`Show all of ${label}`}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the button that had the focus is gone
          autoFocus={state === "closed"}
          onPress={() => setState("open")}
        >
          Show all
        </LinkButton>
      </span>
    </>
  );
}
