import { useEffect } from "react";

/**
 * Colours the frame of the window while writes are unlocked. It is drawn by the body and is not an element, so it lies
 * above dialogs, covers nothing, and keeps the background of every text computable for contrast checks.
 */
export function useFrame(unlocked: boolean): void {
  useEffect(() => {
    document.body.classList.toggle("unlocked", unlocked);
    return () => document.body.classList.remove("unlocked");
  }, [unlocked]);
}
