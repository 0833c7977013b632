import type { RequestSpec } from "#shared/http/exchange.ts";
import type { LoginTest, LoginTestRequest } from "#shared/login-test.ts";
import { CallError } from "../call-error.ts";
import { createTrialConnection } from "../connections/trial-connection.ts";
import type { Connections } from "../connections/connections.ts";
import type { HttpClient, SendResult } from "../http/send-contract.ts";
import type { SeenSecrets } from "../http/seen-secrets.ts";
import type { Ports } from "../ports.ts";
import { detectLevel } from "./detect-level.ts";
import type { MeterStore } from "./meter.ts";
import { createSender } from "./outgoing.ts";

export interface LoginTestParts {
  readonly ports: Pick<Ports, "clock" | "random">;
  readonly connections: Pick<Connections, "get" | "prepare" | "login">;
  readonly http: HttpClient;
  readonly meter: Pick<MeterStore, "action" | "begin" | "wireRequest">;
  readonly seen: Pick<SeenSecrets, "add" | "forget">;
}

/** Requests for a login without a connection are not counted for any connection. */
const noMeter: LoginTestParts["meter"] = {
  action: () => undefined,
  begin: () => () => undefined,
  wireRequest: () => undefined,
};

/**
 * Tries a login as typed, by the same two GETs as a detection of the level. Neither the login nor the result is kept.
 */
export async function testLogin(
  { ports, connections, http, meter, seen }: LoginTestParts,
  request: LoginTestRequest,
  signal: AbortSignal,
): Promise<LoginTest> {
  const trialId = `trial ${ports.random.uuid()}`;
  const connectionId = request.connectionId ?? trialId;
  const counted = request.connectionId === null ? noMeter : meter;
  let wireRequests = 0;
  const results: SendResult[] = [];
  const trial = createTrialConnection(connections, request, { connectionId, sessionKey: trialId });
  const counting = {
    ...counted,
    wireRequest: (id: string) => {
      wireRequests += 1;
      counted.wireRequest(id);
    },
  };
  // The secrets of a trial are kept under the trial's id, so they can be forgotten with it.
  const secrets = {
    add: (_id: string, owner: string, legs: Parameters<SeenSecrets["add"]>[2]) => seen.add(trialId, owner, legs),
  };
  const sender = createSender(trial, http, counting, secrets);
  const begunAt = ports.clock.monotonic();
  try {
    const parts = {
      clock: ports.clock,
      connections: trial,
      access: { observe: () => undefined },
      meter: counting,
      sender: {
        prepare: (asked: RequestSpec) => sender.prepare(asked),
        async send(...sent: Parameters<typeof sender.send>) {
          const result = await sender.send(...sent);
          results.push(result);
          return result;
        },
      },
    };
    const { level } = await detectLevel(parts, connectionId, signal);
    return {
      found: { level: level.level, evidence: level.evidence },
      failure: results.find(({ status }) => status === null)?.failure?.message ?? null,
      isOpen: results.some(({ login, status }) => login === "not-asked" && status !== null && status < 300),
      wireRequests,
      durationMs: ports.clock.monotonic() - begunAt,
    };
  } catch (error) {
    if (signal.aborted) throw new CallError("cancelled", "Cancelled. The login was not tested to the end.");
    throw error;
  } finally {
    http.forgetSession(trialId);
    seen.forget(trialId);
  }
}
