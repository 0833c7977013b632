import { useSyncExternalStore } from "react";

const narrow = matching("(max-width: 1180px)");
const small = matching("(max-width: 800px)");

export function isNarrow(): boolean {
  return narrow.now();
}

/** The window is too narrow for all panels side by side. The stylesheets repeat this limit. */
export function useNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.now);
}

/** The window has room for one panel only, as at 200 % zoom. The stylesheets repeat this limit. */
export function useSmall(): boolean {
  return useSyncExternalStore(small.subscribe, small.now);
}

export function isSmall(): boolean {
  return small.now();
}

function matching(condition: string) {
  return {
    subscribe: (changed: () => void): (() => void) => {
      const query = matchMedia(condition);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    now: (): boolean => matchMedia(condition).matches,
  };
}
