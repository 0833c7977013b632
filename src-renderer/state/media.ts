import { useSyncExternalStore } from "react";

const narrow = "(max-width: 1180px)";

export function isNarrow(): boolean {
  return matchMedia(narrow).matches;
}

/** The window is too narrow for all panels side by side. The same limit stands in the stylesheets. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(narrow);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(narrow).matches,
  );
}
