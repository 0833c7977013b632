import type { StopLocation } from "../../state/stops.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { shortened } from "../../ui/shortened.ts";
import { locationText } from "./walking.ts";

const maxPart = 200;

/** The title of window or tab: the location and its connection, or the page. */
export function windowTitle(location: StopLocation | null, page: string, connectionName: string | undefined): string {
  const parts = location === null ? [page] : [locationText(location), connectionName ?? ""];
  const shown = [...parts, "Rezora Explorer"].filter((part) => part !== "");
  return shown.map((part) => spelledOut(shortened(part, maxPart))).join(" · ");
}
