import { useEffect } from "react";
import { useStops, watchStops } from "../../state/stops.ts";
import { followBrowserHistory, isInTab, keptHistory } from "./browser-history.ts";
import { isPageAsked, openAddress, openStop } from "./opening-address.ts";

/** Starts the history of this window once its connections are known; in a tab, at the location of its address. */
export function useOneHistory(isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return undefined;
    if (!isInTab()) return watchStops();
    const kept = keptHistory();
    const stop = kept?.stops[kept.at];
    if (kept !== null && stop !== undefined) {
      openStop(stop, isPageAsked());
      useStops.setState(kept);
    } else {
      openAddress(location.hash, isPageAsked());
    }
    const unsubscribes = [watchStops(), followBrowserHistory((hash) => openAddress(hash, true))];
    return () => {
      for (const unsubscribe of unsubscribes) unsubscribe();
    };
  }, [isReady]);
}
