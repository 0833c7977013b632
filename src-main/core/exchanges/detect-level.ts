import type { Connection } from "#shared/connection.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import { CallError } from "../call-error.ts";
import type { Connections } from "../connections/connections.ts";
import { decideLevel, type LevelObservation } from "../connections/level.ts";
import type { AccessStore } from "../doctor/matrix/access-store.ts";
import type { BodySink } from "../http/send-contract.ts";
import type { Clock } from "../ports.ts";
import type { MeterStore } from "./meter.ts";
import type { Sender } from "./outgoing.ts";

/** One collection of each level that every account of it has. */
export const levelQuestions = { agent: "contacts", company: "agents" } as const;

/** Nothing comes here: only heads are read. */
export const nowhere: BodySink = { begin: () => undefined, write: () => undefined };

/** A GET as the API wants it, for any designator. */
export const question = {
  method: "GET",
  suffix: "",
  accept: "*/*",
  contentType: "text/plain",
  headers: [],
  body: null,
} as const satisfies Partial<RequestSpec>;

export interface DetectionParts {
  readonly clock: Clock;
  readonly connections: Connections;
  readonly access: Pick<AccessStore, "observe">;
  readonly sender: Sender;
  readonly meter: MeterStore;
}

/**
 * Finds out by at most two GETs, of which only the heads are read, which kind of account a login is.
 *
 * @param refused The answer that raised the question, where nobody asked: it is not asked for again.
 */
export async function detectLevel(
  { clock, connections, access, sender, meter }: DetectionParts,
  connectionId: string,
  signal: AbortSignal,
  refused?: LevelObservation,
): Promise<Connection> {
  const seen: LevelObservation[] = [];
  const login = connections.login(connectionId);
  if (refused === undefined) meter.action(connectionId);
  for (const designator of Object.values(levelQuestions)) {
    if (designator === refused?.designator) {
      seen.push(refused);
      continue;
    }
    const outgoing = await sender.prepare({ ...question, connectionId, designator });
    const end = meter.begin(connectionId);
    const { status, login: verdict } = await sender
      .send(outgoing, {
        owner: `level of ${connectionId}`,
        signal,
        headOnly: true,
        onProgress: () => undefined,
        sink: nowhere,
      })
      .finally(end);
    if (signal.aborted) throw new CallError("cancelled", "Cancelled. The level was not found out.");
    access.observe(connectionId, login, { method: "GET", designator, status, login: verdict, source: "level" });
    seen.push({ designator, resourceLevel: outgoing.resourceLevel, status, login: verdict });
    // A dead server need not be asked twice.
    if (status === null) break;
  }
  return connections.setLevel(connectionId, login, decideLevel(connections.get(connectionId).level, seen, clock.now()));
}
