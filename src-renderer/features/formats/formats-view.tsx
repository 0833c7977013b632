import { useEffect, useRef } from "react";
import type { Resource } from "#shared/rezora/catalog.ts";
import { cancelFormatCheck, startFormatCheck, useFormatCheck } from "../../state/format-checks.ts";
import type { Place } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { BytesCheck } from "./bytes-check.tsx";
import { CheckOffer } from "./check-offer.tsx";
import { CheckResult } from "./check-result.tsx";
import { CheckRunning } from "./check-running.tsx";
import { verdictOf } from "./format-words.ts";

interface FormatsViewProps {
  readonly place: Place;
  /** null: the catalogue lacks the resource, so it cannot be compared. */
  readonly resource: Resource | null;
}

/** Whether JSON, XML and CSV of a resource agree: offers the comparison, shows its progress and its result. */
export function FormatsView({ place, resource }: FormatsViewProps) {
  const { running, result } = useFormatCheck(place.key);
  const pane = useRef<HTMLDivElement>(null);
  const isRunning = running !== null;
  const { key } = place;

  useEffect(() => {
    if (!isRunning) return undefined;
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && useShell.getState().dialog === null)
        cancelFormatCheck(key);
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, [isRunning, key]);

  const start = (): void => {
    // The pressed button disappears, so the focus is kept in the pane for keyboard users.
    pane.current?.focus({ preventScroll: true });
    pane.current?.scrollTo(0, 0);
    report(startFormatCheck(place));
  };
  const said = isRunning ? "Comparing formats." : result ? verdictOf(result).title : "";
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="panels formats" role="region" aria-label="Formats" tabIndex={0} ref={pane}>
      <output className="sr">{said}</output>
      {running ? (
        <CheckRunning running={running} designator={place.draft.designator} onCancel={() => cancelFormatCheck(key)} />
      ) : result ? (
        <CheckResult place={place} check={result} onAgain={start} />
      ) : (
        <CheckOffer designator={place.draft.designator} possible={resource !== null} onStart={start} />
      )}
      {!isRunning && <BytesCheck place={place} />}
    </div>
  );
}
