import { vi } from "vitest";
import type { Cell } from "#shared/documents.ts";
import { draftIdOf, type Change, type Draft, type Review, type Run } from "#shared/edits.ts";
import { everyRecord } from "#shared/every-record.ts";
import { resourceAt, type ResourcePath } from "#shared/rezora/catalog.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { connectionDefaults } from "#core/connections/connection-defaults.ts";
import { practiceAccounts } from "#practice/accounts.ts";
import type { PracticeServer } from "#practice/server.ts";
import type { CoreBench } from "./core-bench.ts";

/** A connection to a practice account, with writes unlocked. */
export async function connectBench(
  core: CoreBench,
  level: "agent" | "company",
  baseUrl: string,
  more: { readonly idleTimeoutSeconds?: number; readonly gapMs?: number } = {},
): Promise<string> {
  const account = practiceAccounts.find((each) => each.level === level);
  const { userName, password } = account ?? { userName: "", password: "" };
  const input = { ...connectionDefaults, name: level, baseUrl, userName, gapMs: 0, ...more };
  const { connectionId } = await core.call("createConnection", input);
  await core.call("setPassword", { connectionId, password });
  await core.call("unlockWrites", { connectionId });
  return connectionId;
}

/** All records of a resource, as a user fetches them; empty when there are none. */
export async function recordsOf(core: CoreBench, connectionId: string, designator: string): Promise<FieldPair[][]> {
  const request = { connectionId, method: "GET", designator, suffix: "json", accept: "*/*" } as const;
  const { status, document } = await core.call("sendRequest", {
    exchangeId: crypto.randomUUID(),
    request: { ...request, contentType: null, headers: [], body: null },
  });
  if (status !== 200 || document === null) return [];
  const { documentId } = document;
  const columns = document.table?.columns ?? [];
  const { rows } = await core.call("getRows", { documentId, query: everyRecord, offset: 0, limit: 500 });
  return rows.map(({ cells }) => columns.map((name, index): FieldPair => [name, textOf(cells[index])]));
}

function textOf(cell: Cell | undefined): string {
  if (typeof cell !== "string") throw new Error("The practice server sends texts only.");
  return cell;
}

export function changeOf(kind: Change["kind"], designator: string, more: Partial<Change> = {}): Change {
  return { kind, designator, title: "", base: null, fields: [], bodyFormat: "json", ...more };
}

/** An update of one record, based on what the server has now. */
export async function updateOf(
  core: CoreBench,
  connectionId: string,
  path: ResourcePath,
  designator: string,
  edit: Readonly<Record<string, string>>,
): Promise<Change> {
  const [base = []] = await recordsOf(core, connectionId, designator);
  const sent = new Set(resourceAt(path).methods.PUT.requestFields.map(({ name }) => name));
  const fields = base.filter(([name]) => sent.has(name)).map(([name, value]): FieldPair => [name, edit[name] ?? value]);
  return changeOf("update", designator, { base, fields });
}

export function saveChange(core: CoreBench, connectionId: string, change: Change): Promise<Draft> {
  const last = change.kind === "create" ? `/new-${change.fields.map(([, value]) => value).join("-")}` : "";
  const draftId = draftIdOf(connectionId, `${change.designator}${last}`);
  return core.call("saveDraft", { draftId, connectionId, change, unread: null });
}

export async function reviewOf(core: CoreBench, connectionId: string, ...changes: Change[]): Promise<Review> {
  const draftIds: string[] = [];
  for (const change of changes) draftIds.push((await saveChange(core, connectionId, change)).draftId);
  return core.call("reviewChanges", { connectionId, draftIds });
}

/** Begins a commit; `runOver` waits for its end. */
export function commitOf(core: CoreBench, { reviewId, items }: Review): Promise<Run> {
  const wiped = items.find(({ kind }) => kind === "delete-all")?.designator ?? "";
  return core.call("commitReview", { reviewId, choices: [], typedName: wiped });
}

export function runOver(core: CoreBench, { runId, revision }: Run): Promise<Run> {
  return vi.waitFor(
    () => {
      const run = core.events("runChanged").findLast((each) => each.runId === runId && each.revision > revision);
      if (run === undefined || run.state === "running") throw new Error("still running");
      return run;
    },
    { timeout: 120_000, interval: 5 },
  );
}

export function writesIn({ log }: PracticeServer): string[] {
  return log.filter(({ method }) => method !== "GET").map(({ method, target }) => `${method} ${target}`);
}
