import { SlidersHorizontal } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { keysOf } from "../../commands.ts";
import type { Draft, Place } from "../../state/place.ts";
import { callsWithLogin, noCall, reviewCost } from "../../state/call-cost.ts";
import { useLasting } from "../../state/clock.ts";
import { useCommand } from "../../state/command-bus.ts";
import { cancel, send } from "../../state/sending.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { useIsUnlocked } from "../connections/writes.ts";
import { report } from "../../state/report.ts";
import type { EditTarget } from "../edit/edit-target.ts";
import { startReview } from "../edit/start-review.ts";
import { useUnreviewable } from "../edit/use-unreviewable.ts";
import { Address } from "./address.tsx";
import { unsendable } from "./designator-parts.ts";
import { typeIntoLine } from "./lost-lines.ts";
import { ProblemStrip } from "./problem-strip.tsx";
import { headerCount, RequestPanel } from "./request-panel.tsx";

/** Sends a GET immediately; a write only after it was shown as it will be sent. */
export function sendOrAsk(place: Place): void {
  if (place.draft.method === "GET") void send(place.key);
  else useShell.getState().openDialog({ kind: "confirm-write", placeKey: place.key });
}

export interface RequestLineProps {
  readonly connection: Connection;
  readonly place: Place;
  /** The change that is prepared here, which goes through Review; null for a request that is sent as typed. */
  readonly target: EditTarget | null;
}

/** The request of a location: everything that will be sent can be seen and changed here. */
export function RequestLine({ connection, place, target }: RequestLineProps) {
  const { draft, running, key } = place;
  const unlocked = useIsUnlocked(connection);
  // Longer than a double click on Send, whose second click must not cancel the request.
  const waiting = useLasting(running !== null, 500);
  const panelOpen = useShell((shell) => shell.requestPanelOpen);
  const togglePanel = (): void => useShell.getState().openRequestPanel(!panelOpen);
  const change = (part: Partial<Draft>): void => typeIntoLine(key, part);

  const writing = draft.method !== "GET";
  const unreviewable = useUnreviewable(target);
  // A prepared change can be reviewed while locked: Review itself sends no write, and offers to unlock.
  const notNow =
    unsendable(draft.designator) ??
    unreviewable ??
    (writing && !unlocked && target === null ? "Writes are locked." : undefined);
  const sendNow = (): void => {
    if (notNow !== undefined || running !== null) return;
    if (target === null) sendOrAsk(place);
    else report(startReview(target, ""));
  };
  // A write that is not prepared is first shown in a dialog, which does not send it yet.
  const cost = target !== null ? reviewCost([target]) : writing ? noCall : callsWithLogin(1);
  useCommand("request.send", sendNow, running ? "A request is running." : notNow, cost);
  useCommand("request.refresh", sendNow, running ? "A request is running." : notNow, cost);
  useCommand("request.cancel", () => cancel(key), running ? undefined : "Nothing is running.");
  useCommand("request.headers", togglePanel);

  return (
    <>
      <div className="reqline">
        <Address connection={connection} draft={draft} onChange={change} onSend={sendNow} />
        <Tooltip text="Headers of the request" keys={keysOf("request.headers")}>
          <Button
            extraClass="headersbtn"
            aria-label={`Headers ${headerCount(draft)}`}
            aria-expanded={panelOpen}
            onPress={togglePanel}
          >
            <Icon of={SlidersHorizontal} />
            <span className="hide-n">Headers</span> <span className="ink-3 tnum hide-n">{headerCount(draft)}</span>
          </Button>
        </Tooltip>
        {waiting ? (
          <Button extraClass="sendbtn cancelbtn" onPress={() => cancel(key)}>
            Cancel
          </Button>
        ) : (
          <Button
            extraClass="sendbtn"
            variant={notNow !== undefined ? "plain" : writing ? "write" : "primary"}
            notNow={notNow}
            onPress={sendNow}
          >
            {target === null ? "Send" : "Review"}
          </Button>
        )}
      </div>
      <ProblemStrip connection={connection} place={place} isReviewed={target !== null} onSend={sendNow} />
      {target === null && <RequestPanel draft={draft} headersShown={panelOpen} onChange={change} />}
    </>
  );
}
