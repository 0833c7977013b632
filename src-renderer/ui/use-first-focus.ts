import { useEffect, type RefObject } from "react";

/** Frames that a dialog or a menu may take to go away: until then nothing behind it can be focused. */
const maxFrames = 60;

/** Puts the focus into a field that appears because somebody asked for it, as soon as nothing covers it. */
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
