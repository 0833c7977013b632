import { startTransition, useEffect, useState } from "react";
import { emptied, emptyPortion, nextPortion, type Contents, type PortionOptions } from "./portion.ts";

export interface PortionsOptions<Content> extends PortionOptions<Content> {
  /** Identifies the source of the contents: when it changes, no previous content can be reused. */
  readonly of: unknown;
}

/** A window that is not displayed gets no frames; its rows are then rendered this many milliseconds later. */
const withoutFrame = 100;

/**
 * What the rows of a window show now. A screen of new rows is laid out and painted over a few frames, the visible ones
 * first: all in one frame would block the page for longer than a key press may wait. The frame in which the list
 * itself appears has none of them.
 * `indexes` and `contentAt` must keep their identity while their results are the same.
 */
export function usePortions<Content>(options: PortionsOptions<Content>): Contents<Content> {
  const { indexes, contentAt, of } = options;
  const [frame, setFrame] = useState(0);
  const [made, setMade] = useState(() => ({ indexes, contentAt, of, frame, ...emptyPortion<Content>(indexes) }));
  let latest = made;
  if (made.indexes !== indexes || made.contentAt !== contentAt || made.of !== of || made.frame !== frame) {
    const standing = made.of === of ? made : emptied(made);
    const next = frame === 0 ? emptyPortion<Content>(indexes) : nextPortion(standing, options);
    latest = { indexes, contentAt, of, frame, ...next };
    setMade(latest);
  }
  const { contents, isWhole } = latest;

  useEffect(() => {
    if (isWhole) return;
    const next = (): void => {
      cancel();
      // In slices, so keys and clicks are handled in between.
      startTransition(() => setFrame((known) => known + 1));
    };
    const painting = requestAnimationFrame(next);
    const timer = setTimeout(next, withoutFrame);
    const cancel = (): void => {
      cancelAnimationFrame(painting);
      clearTimeout(timer);
    };
    return cancel;
  }, [contents, isWhole]);

  return contents;
}
