import { connectionsNow } from "../../query.ts";
import { requestKey } from "../../state/place.ts";
import { openLocation, visit } from "../../state/sending.ts";
import { useShell } from "../../state/shell.ts";
import type { Stop } from "../../state/stops.ts";
import { newDraft } from "../../state/transitions.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { turnTo } from "../connections/connection-actions.ts";
import { readAddress } from "./addresses.ts";

/**
 * Whether the user requested the page itself: by typing or choosing its address, or by reloading it. Not when a browser
 * restores its tabs, goes back to the page from another one, or prerenders it.
 */
export function isPageAsked(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  const isReturn = navigation instanceof PerformanceNavigationTiming && navigation.type === "back_forward";
  const isOn = (flag: string): boolean => flag in document && Reflect.get(document, flag) === true;
  return !isReturn && !isOn("wasDiscarded") && !isOn("prerendering");
}

/**
 * Opens the location of an address, as a click on it does: a resource is fetched the first time, if `fetches`. Returns
 * false when the address does not lead to anything that can be opened; then a notice says why, and the current location
 * stays.
 */
export function openAddress(hash: string, fetches: boolean): boolean {
  if (hash.length <= "#/".length) return true;
  const stop = readAddress(hash);
  if (stop === null) return refuse("It names neither a page nor a connection with a resource.");
  if (stop.page !== "explore") {
    showPage(stop.page);
    return true;
  }
  return openStop(stop, fetches);
}

/** The same for a stop of the history from before the page was loaded. */
export function openStop({ page, connectionId, location }: Stop, fetches: boolean): boolean {
  const connection = connectionsNow().find((each) => each.connectionId === connectionId);
  if (connection === undefined || connectionId === null) {
    if (page !== "explore") return showPage(page);
    return connectionId === null ? true : refuse("There is no such connection here. It may have been removed.");
  }
  if (location === null) turnTo(connectionId);
  else if (location.method !== "GET") {
    useWorkspace.getState().open(connectionId, { ...newDraft(location.designator), method: location.method });
  } else if (!fetches || page !== "explore") openLocation(connectionId, location.designator);
  else if (connection.hasPassword) visit(connectionId, location.designator);
  else openWithoutPassword(connectionId, location.designator);
  return showPage(page);
}

function openWithoutPassword(connectionId: string, designator: string): void {
  openLocation(connectionId, designator);
  const problem = { code: "password-needed", message: "", detail: undefined } as const;
  useWorkspace.getState().change(requestKey(connectionId, "GET", designator), { problem });
}

function showPage(page: Stop["page"]): true {
  useShell.setState({ page: page === "welcome" ? "explore" : page, welcome: page === "welcome" });
  return true;
}

function refuse(reason: string): false {
  useShell.getState().tell({
    code: "address",
    severity: "caution",
    title: "This address cannot be opened.",
    message: `${reason} Nothing was sent.`,
  });
  return false;
}
