import { useEffect, type RefObject } from "react";

/** Frames that a dialog or a menu may take to close: until then nothing below it can be focused. */
const maxFrames = 60;

/** Focuses a field that appears because the user asked for it, once nothing covers it any more. */
export function useFirstFocus(field: RefObject<HTMLElement | null>, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    let frame = 0;
    let tries = 0;
    const take = (): void => {
      field.current?.focus();
      tries++;
      if (document.activeElement !== field.current && tries < maxFrames) frame = requestAnimationFrame(take);
    };
    take();
    return () => cancelAnimationFrame(frame);
  }, [field, isWanted]);
}
