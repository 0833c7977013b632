import type { AccessObservation, AccessSweep, AccessSweepRequest, LeftOutGet } from "#shared/access.ts";
import type { Connection } from "#shared/connection.ts";
import { resources, type Resource } from "#shared/rezora/catalog.ts";
import { fillTemplate } from "#shared/rezora/uri.ts";
import { CallError } from "../../call-error.ts";
import type { Connections } from "../../connections/connections.ts";
import { nowhere, question } from "../../exchanges/detect-level.ts";
import { verdictOnLogin } from "../../exchanges/exchange-of.ts";
import type { MeterStore } from "../../exchanges/meter.ts";
import type { Outgoing, Sender } from "../../exchanges/outgoing.ts";
import type { Pause } from "../../exchanges/pause.ts";
import type { SendResult } from "../../http/send-contract.ts";
import type { Clock, Emit } from "../../ports.ts";
import type { AccessStore } from "./access-store.ts";
import { readFirstRecord, type FirstRecordParts } from "./first-record.ts";
import { collectionOf, KnownIds, type Ids } from "./known-ids.ts";
import { Standing } from "./standing.ts";

export interface SweepParts extends FirstRecordParts {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly connections: Pick<Connections, "get" | "observe">;
  readonly sender: Sender;
  readonly meter: Pick<MeterStore, "action" | "begin">;
  readonly access: Pick<AccessStore, "observe">;
  readonly pause: Pause;
}

/** One GET that a sweep could send. */
interface Asked {
  readonly connectionId: string;
  readonly resource: Resource;
  readonly ids: Ids;
  readonly designator: string;
  readonly idsFrom: AccessObservation["idsFrom"];
}

/** Collections first, then the resources that need the id of a record in them. */
const byIds = [0, 1, 2].map((count) => resources.filter(({ ids }) => ids.length === count));

/**
 * Sends a GET for every resource of the catalogue with each connection: one at a time, with the gap of the connection
 * before each. Nothing that could change data is ever sent. A GET with unknown ids is skipped.
 */
export class Sweep {
  readonly #parts: SweepParts;
  readonly #request: AccessSweepRequest;
  readonly #signal: AbortSignal;
  readonly #ids = new KnownIds();
  readonly #standings = new Map<string, Standing>();
  readonly #leftOut: LeftOutGet[] = [];
  #gets = 0;
  #wireRequests = 0;

  constructor(parts: SweepParts, request: AccessSweepRequest, signal: AbortSignal) {
    this.#parts = parts;
    this.#request = request;
    this.#signal = signal;
  }

  async run(): Promise<AccessSweep> {
    const { clock, connections, meter } = this.#parts;
    const { sweepId } = this.#request;
    const connectionIds = [...new Set(this.#request.connectionIds)];
    const begun = clock.monotonic();
    for (const connectionId of connectionIds)
      this.#standings.set(connections.get(connectionId).connectionId, new Standing());
    for (const connectionId of connectionIds) meter.action(connectionId);
    for (const stage of byIds) {
      for (const connectionId of connectionIds) {
        for (const resource of stage) await this.#visit(connectionId, resource);
      }
    }
    return {
      sweepId,
      outcome: this.#signal.aborted ? "cancelled" : "done",
      gets: this.#gets,
      wireRequests: this.#wireRequests,
      totalMs: clock.monotonic() - begun,
      leftOut: this.#leftOut,
    };
  }

  async #visit(connectionId: string, resource: Resource): Promise<void> {
    if (this.#signal.aborted) return;
    const standing = this.#standingOf(connectionId);
    try {
      const planned = standing.ended ?? this.#plan(connectionId, resource);
      if (typeof planned === "string") this.#leaveOut(connectionId, resource, planned);
      else await this.#ask(planned, standing);
    } catch (error) {
      // No password, or the connection has since been removed: the others are still tried.
      if (!(error instanceof CallError)) throw error;
      standing.end(error.message);
      this.#leaveOut(connectionId, resource, error.message);
    }
  }

  /** What to request, or why nothing can be requested. */
  #plan(connectionId: string, resource: Resource): Asked | string {
    const { connections } = this.#parts;
    const needed = resource.ids.length > 0;
    const found = needed
      ? this.#ids.find(connectionId, addressOf(connections.get(connectionId)), resource.path)
      : undefined;
    if (needed && found === undefined) {
      const collection = collectionOf(resource.path);
      return `No id to ask for: ${this.#standingOf(connectionId).whyNoIds(collection)}`;
    }
    const ids = found?.ids ?? {};
    const designator = fillTemplate(resource.template, (name) => ids[name]);
    if (!designator.ok) return designator.reason;
    const idsFrom = found === undefined ? null : { collection: found.collection, connectionId: found.connectionId };
    return { connectionId, resource, ids, designator: designator.value, idsFrom };
  }

  async #ask(asked: Asked, standing: Standing): Promise<void> {
    const { connections, emit, sender, pause } = this.#parts;
    const { connectionId, designator } = asked;
    const { sweepId, connectionIds } = this.#request;
    const most = new Set(connectionIds).size * resources.length;
    emit("accessSweepProgress", { sweepId, connectionId, designator, done: this.#gets + this.#leftOut.length, most });
    if (this.#gets > 0) await pause(connections.get(connectionId).gapMs, this.#signal);
    if (this.#signal.aborted) return;
    const outgoing = await sender.prepare({ ...question, connectionId, designator });
    await this.#send(asked, outgoing, standing);
  }

  async #send(asked: Asked, outgoing: Outgoing, standing: Standing): Promise<void> {
    const { meter } = this.#parts;
    const end = meter.begin(asked.connectionId);
    const { result, record } = await (
      asked.resource.kind === "collection"
        ? readFirstRecord(this.#parts, outgoing, ownerOf(outgoing), this.#signal)
        : this.#headOf(outgoing)
    ).finally(end);
    this.#wireRequests += result.legs.length;
    // A truncated response says nothing.
    if (this.#signal.aborted) return;
    this.#gets += 1;
    this.#learn(asked, outgoing, result);
    standing.take(asked.resource, result);
    if (record === null) return;
    const { connectionId } = asked;
    const from = { connectionId, address: addressOf(outgoing.connection) };
    this.#ids.learn(from, asked.resource, asked.ids, record);
  }

  async #headOf(outgoing: Outgoing): Promise<{ result: SendResult; record: null }> {
    const how = {
      owner: ownerOf(outgoing),
      signal: this.#signal,
      headOnly: true,
      onProgress: () => undefined,
      sink: nowhere,
    };
    return { result: await this.#parts.sender.send(outgoing, how), record: null };
  }

  #learn({ connectionId, designator, resource, idsFrom }: Asked, { login }: Outgoing, result: SendResult): void {
    const { connections, access } = this.#parts;
    const { status, login: engineVerdict } = result;
    // What was learned during the sweep counts, too.
    const seen = { designator, resourceLevel: resource.level, status, login: engineVerdict };
    const verdict = verdictOnLogin(seen, connections.get(connectionId));
    access.observe(connectionId, login, {
      method: "GET",
      designator,
      status,
      login: verdict,
      source: "sweep",
      idsFrom,
    });
    connections.observe(connectionId, login, seen);
  }

  #leaveOut(connectionId: string, { path }: Resource, reason: string): void {
    this.#leftOut.push({ connectionId, path, reason });
  }

  #standingOf(connectionId: string): Standing {
    const standing = this.#standings.get(connectionId);
    if (standing === undefined) throw new Error("a connection was asked that is not in the sweep");
    return standing;
  }
}

function addressOf({ baseUrl, apiVersion }: Connection): string {
  return `${baseUrl} ${apiVersion}`;
}

/** What a sweep masks is kept under this name. */
function ownerOf({ connection }: Outgoing): string {
  return `sweep of ${connection.connectionId}`;
}
