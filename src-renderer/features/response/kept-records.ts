import type { Exchange } from "#shared/http/exchange.ts";
import type { LoginHistory } from "#shared/login-history.ts";
import { isRefusedNow } from "#shared/login-standing.ts";
import type { RefusedResponse } from "../../state/place.ts";
import type { AnswerNotice } from "./answer-notices.ts";
import { timeOfDay } from "./format.ts";

export interface KeptRecords {
  /** The exchange that fetched the records earlier. */
  readonly exchange: Exchange;
  /** The exchange whose login was refused after that. */
  readonly refused: RefusedResponse;
  readonly history: LoginHistory | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The strips of a location whose records stay visible while the login is refused: the refusal, then where the records
 * come from. While the response itself is shown, it is the way back to the records.
 */
export function stripsOfKept(
  notices: { readonly ofRefusal: readonly AnswerNotice[]; readonly ofRecords: readonly AnswerNotice[] },
  kept: KeptRecords,
): AnswerNotice[] {
  const { refused, exchange, history, now } = kept;
  const time = timeOfDay(exchange.startedAt + exchange.totalMs, now);
  const [login, ...others] = notices.ofRefusal;
  if (login === undefined) return [...notices.ofRecords];
  if (refused.isShown) {
    const back = { id: "show-records", text: `Show the records of ${time}`, quiet: true } as const;
    return [withAction(login, back), ...others];
  }
  const show = { id: "show-response", text: "Show the response", quiet: true } as const;
  return [withAction(login, show), recordsOf(time, isRefusedNow(history)), ...notices.ofRecords];
}

function recordsOf(time: string, isRefused: boolean): AnswerNotice {
  return {
    key: "kept records",
    kind: "plain",
    icon: "earlier",
    title: `These are the records of ${time},`,
    message: `the last response before that.${isRefused ? " Editing waits for a login that works." : ""}`,
    actions: [],
  };
}

/** The strip leads to the response, and from there the handshake is one key away. */
function withAction(notice: AnswerNotice, action: AnswerNotice["actions"][number]): AnswerNotice {
  return { ...notice, actions: [...notice.actions.filter(({ id }) => id !== "handshake"), action] };
}
