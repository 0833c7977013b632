import { startTransition, useEffect, useState } from "react";

/**
 * Whether what a popover holds is made by now: after the popover itself is on screen, and in slices. Both at once would
 * hold up the page for longer than a key press may wait.
 */
export function useFilled(isOpen: boolean): boolean {
  const [filled, setFilled] = useState(false);
  if (!isOpen && filled) setFilled(false);
  useEffect(() => {
    if (isOpen) startTransition(() => setFilled(true));
  }, [isOpen]);
  return isOpen && filled;
}
