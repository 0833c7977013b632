import type { DocumentSummary } from "#shared/documents.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import type { AccessStore } from "../doctor/matrix/access-store.ts";
import type { SendResult } from "../http/send-contract.ts";
import type { Ports } from "../ports.ts";
import { exchangeOf } from "./exchange-of.ts";
import type { Outgoing } from "./outgoing.ts";

/** One exchange that the application makes for its own purposes, such as the reads around a write. */
export interface RecordedExchange {
  readonly exchangeId: string;
  /**
   * The exchange has ended: its handshake can be shown. `isBodyKept`: its document stays open for the window that made
   * the commit, which closes it.
   */
  end(outgoing: Outgoing, result: SendResult, document: DocumentSummary | null, isBodyKept: boolean): void;
}

export type ExchangeRecorder = (request: RequestSpec) => RecordedExchange;

export interface RecorderParts {
  readonly ports: Pick<Ports, "clock" | "random" | "emit">;
  readonly access: Pick<AccessStore, "observe">;
}

/** Reports every exchange of a commit to the renderer, and what its writes proved to the access matrix. */
export function createExchangeRecorder({ ports: { clock, random, emit }, access }: RecorderParts): ExchangeRecorder {
  return (request) => {
    const exchangeId = random.uuid();
    const startedAt = clock.now();
    return {
      exchangeId,
      end(outgoing, result, document, isBodyKept) {
        const exchange = exchangeOf(outgoing, result, { exchangeId, request, startedAt, document });
        const { status, login } = exchange;
        const { method, designator, connectionId } = request;
        if (method !== "GET") {
          access.observe(connectionId, outgoing.login, { method, designator, status, login, source: "request" });
        }
        emit("exchangeEnded", { exchange, isBodyKept });
      },
    };
  };
}
