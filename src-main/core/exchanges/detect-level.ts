import type { Connection } from "#shared/connection.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import { CallError } from "../call-error.ts";
import type { Connections } from "../connections/connections.ts";
import { decideLevel, type LevelObservation } from "../connections/level.ts";
import type { AccessStore } from "../doctor/matrix/access-store.ts";
import type { BodySink, SendResult } from "../http/send-contract.ts";
import { declaresPage } from "../http/web-page.ts";
import type { Clock } from "../ports.ts";
import { verdictOnLogin } from "./exchange-of.ts";
import { servesWebPage, type Asking } from "./body-start.ts";
import type { MeterStore } from "./meter.ts";
import type { Outgoing, Sender } from "./outgoing.ts";

/** For each level, a collection that every account of that level has. */
export const levelQuestions = { agent: "contacts", company: "agents" } as const;

/** Receives nothing, because only heads are read. */
export const nowhere: BodySink = { begin: () => undefined, write: () => undefined };

/** A GET for any designator, in the form that the API expects. */
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
  readonly connections: Pick<Connections, "get" | "login" | "setLevel" | "observeLogin">;
  readonly access: Pick<AccessStore, "observe">;
  readonly sender: Pick<Sender, "prepare" | "send">;
  readonly meter: Pick<MeterStore, "action" | "begin">;
}

/**
 * Finds out the level of a login by at most two GETs, reading only their heads.
 * If a head declares a page, that GET is repeated to read the beginning of its body.
 *
 * @param refused The response that triggered an automatic detection: its resource is not requested again.
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
    const ask = (asked: Outgoing, { sink, stop }: Parameters<Asking>[1] = {}): Promise<SendResult> =>
      sender.send(asked, {
        owner: `level of ${connectionId}`,
        signal: stop === undefined ? signal : AbortSignal.any([signal, stop]),
        headOnly: sink === undefined,
        onProgress: () => undefined,
        sink: sink ?? nowhere,
      });
    const { status, login: verdict, isPage } = await askOnce(ask, outgoing).finally(end);
    if (signal.aborted) throw new CallError("cancelled", "Cancelled. The level was not found out.");
    const { resourceLevel } = outgoing;
    const sighting = { designator, resourceLevel, status, login: verdict, ...(isPage ? { webPage: true } : {}) };
    const known = verdictOnLogin(sighting, connections.get(connectionId));
    access.observe(connectionId, login, { method: "GET", designator, status, login: known, source: "level" });
    connections.observeLogin(connectionId, login, sighting);
    seen.push(sighting);
    // There is no need to try an unreachable server twice.
    if (status === null) break;
  }
  return connections.setLevel(connectionId, login, decideLevel(connections.get(connectionId).level, seen, clock.now()));
}

/** A head that declares a page is not trusted, because programs declare records as HTML, too: the body decides. */
async function askOnce(
  ask: (...args: Parameters<Asking>) => Promise<SendResult>,
  outgoing: Outgoing,
): Promise<Pick<SendResult, "status" | "login"> & { readonly isPage: boolean }> {
  const { status, login, responseHeaders: headers } = await ask(outgoing);
  const isServed = login === "accepted" && status !== null && status < 300;
  const isPage = isServed && declaresPage(headers) && (await servesWebPage(ask, outgoing, { status, headers }));
  return { status, login, isPage };
}
