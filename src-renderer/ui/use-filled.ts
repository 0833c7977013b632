import { startTransition, useEffect, useState } from "react";

/**
 * Whether the content of a popover has been rendered: it is rendered in slices, after the popover itself is on screen.
 * Rendering both together would block the page for longer than a key press may wait.
 */
export function useFilled(isOpen: boolean): boolean {
  const [filled, setFilled] = useState(false);
  if (!isOpen && filled) setFilled(false);
  useEffect(() => {
    if (isOpen) startTransition(() => setFilled(true));
  }, [isOpen]);
  return isOpen && filled;
}
