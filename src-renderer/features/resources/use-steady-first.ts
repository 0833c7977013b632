import { useEffect, useRef, useState, type RefObject } from "react";
import type { Level } from "#shared/connection.ts";

type First = "agent" | "company";

interface SteadyFirst {
  readonly first: First;
  readonly ref: RefObject<HTMLDivElement | null>;
  /** The pointer or the focus has left. */
  readonly onLeave: () => void;
}

/**
 * The level whose resources come first: the connection's own. It is often determined by a click on a resource, so the
 * groups wait to change positions until neither the pointer nor the focus is on them.
 */
export function useSteadyFirst(level: Level): SteadyFirst {
  const wanted: First = level === "company" ? "company" : "agent";
  const [first, setFirst] = useState(wanted);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isInUse(ref.current)) setFirst(wanted);
  }, [wanted]);
  const onLeave = (): void => {
    // The focus has its new position only after this event.
    requestAnimationFrame(() => {
      if (!isInUse(ref.current)) setFirst(wanted);
    });
  };
  return { first, ref, onLeave };
}

function isInUse(element: HTMLElement | null): boolean {
  return element !== null && (element.matches(":hover") || element.contains(document.activeElement));
}
