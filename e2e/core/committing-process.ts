/**
 * A process that commits 100 changes and is killed while it does: `FOLDER WORKER-SCRIPT ROUND`. It continues what an
 * earlier one left, then sets the title of every contact to that of the round. It reports its steps on standard output.
 */
import { pathToFileURL } from "node:url";
import type { Cell } from "#shared/documents.ts";
import type { Change, Run } from "#shared/edits.ts";
import { draftIdOf } from "#shared/edits.ts";
import { everyRecord } from "#shared/every-record.ts";
import { resourceAt } from "#shared/rezora/catalog.ts";
import type { Core } from "#core/services.ts";
import { createPortDoubles } from "#core/port-doubles.ts";
import { createServices } from "#core/services.ts";

/** Contacts of the collection that are changed: all but the self contact, which is the first. */
export const committedRows = 100;

export function titleOfRound(round: number): string {
  return `Round ${String(round)}`;
}

const context = { signal: new AbortController().signal };

/** Runs until everything is committed, or until the process is killed. */
export async function commitRound(core: Core, runsOver: (runId: string) => Promise<Run>, round: number): Promise<void> {
  const { services } = core;
  const connectionId = (await services.listConnections({}, context)).at(-1)?.connectionId ?? "";
  await services.unlockWrites({ connectionId }, context);
  for (const { runId } of await services.listRuns({}, context)) {
    await services.resumeRun({ runId }, context);
    process.stdout.write("committing\n");
    const { state, reason } = await runsOver(runId);
    if (state !== "finished") throw new Error(`${state}: ${reason}`);
  }
  const draftIds = await saveDrafts(core, connectionId, round);
  if (draftIds.length === 0) return;
  const review = await services.reviewChanges({ connectionId, draftIds }, context);
  const { runId } = await services.commitReview({ reviewId: review.reviewId, choices: [], typedName: "" }, context);
  process.stdout.write("committing\n");
  const { state, reason } = await runsOver(runId);
  if (state !== "finished") throw new Error(`${state}: ${reason}`);
}

async function saveDrafts({ services }: Core, connectionId: string, round: number): Promise<string[]> {
  const request = { connectionId, method: "GET", designator: "contacts", suffix: "json", accept: "*/*" } as const;
  const { document } = await services.sendRequest(
    { exchangeId: "read", request: { ...request, contentType: null, headers: [], body: null } },
    context,
  );
  const documentId = document?.documentId ?? "";
  const columns = document?.table?.columns ?? [];
  const window = { documentId, query: everyRecord, offset: 1, limit: committedRows };
  const { rows } = await services.getRows(window, context);
  const sent = new Set(resourceAt("contacts/ID").methods.PUT.requestFields.map(({ name }) => name));
  const drafts = rows.flatMap(({ cells }) => {
    const base = columns.map((name, index): [string, string] => [name, textOf(cells[index])]);
    const values = new Map(base);
    if (values.get("contact_title") === titleOfRound(round)) return [];
    const change: Change = {
      kind: "update",
      designator: `contacts/${values.get("contact_id") ?? ""}`,
      title: values.get("contact_name") ?? "",
      base,
      fields: base
        .filter(([name]) => sent.has(name))
        .map(([name, value]): [string, string] => [name, name === "contact_title" ? titleOfRound(round) : value]),
      bodyFormat: "json",
    };
    return [{ draftId: draftIdOf(connectionId, change.designator), connectionId, change, unread: null }];
  });
  await Promise.all(drafts.map((draft) => services.saveDraft(draft, context)));
  return drafts.map(({ draftId }) => draftId);
}

function textOf(cell: Cell | undefined): string {
  if (typeof cell !== "string") throw new Error("The practice server sends texts only.");
  return cell;
}

const [, , folder, workerScript, round] = process.argv;
if (folder !== undefined && workerScript !== undefined && round !== undefined) {
  const doubles = await createPortDoubles({ folder, documentsScript: pathToFileURL(workerScript) });
  const core = await createServices(doubles.ports);
  const runsOver = async (runId: string): Promise<Run> => {
    for (;;) {
      const run = (doubles.payloadsOf("runChanged") as Run[]).findLast((each) => each.runId === runId);
      if (run !== undefined && run.state !== "running") return run;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await commitRound(core, runsOver, Number(round));
  process.stdout.write("finished\n");
  await core.dispose();
}
