import type { Draft, ItemOutcome, ItemState, Run } from "#shared/edits.ts";
import type { EditEntry, PlannedRun } from "./edit-entries.ts";

/** How many finished runs stay in the journal. */
const keptRuns = 500;

export interface KeptRun {
  readonly plan: PlannedRun;
  readonly revision: number;
  readonly outcomes: readonly ItemOutcome[];
  /** Items whose write was sent, or may have been. */
  readonly sent: ReadonlySet<number>;
  /** Drafts as they were when the run began. A draft that was edited since is not what was committed. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly state: Run["state"];
  readonly reason: string;
  /** The user's note; empty if there is none. */
  readonly note: string;
  readonly wireRequests: number;
}

/** Whether the outcome is what the user wanted, or as close to it as the server allowed. */
export function isEndedWell(state: ItemState): boolean {
  return state === "stored" || state === "altered";
}

/** Whether a run stops after this outcome. */
export function isFailure(state: ItemState): boolean {
  return state !== "waiting" && state !== "sending" && !isEndedWell(state);
}

/** Whether a run can still send something. */
export function isUnfinished({ state }: KeptRun): boolean {
  return state === "running" || state === "paused";
}

/** Drafts and runs that result from the entries of the log. */
export class EditState {
  readonly drafts = new Map<string, Draft>();
  readonly runs = new Map<string, KeptRun>();

  take(entry: EditEntry): void {
    switch (entry.entry) {
      case "draft":
        this.drafts.set(entry.draft.draftId, entry.draft);
        return;
      case "discarded":
        this.drafts.delete(entry.draftId);
        return;
      case "run":
        this.#begin(entry.run);
        return;
      case "sending":
        this.#change(entry.runId, (run) => ({
          ...run,
          sent: new Set(run.sent).add(entry.item),
          outcomes: run.outcomes.map((outcome, item) =>
            item === entry.item ? { ...outcome, state: "sending", at: entry.at } : outcome,
          ),
        }));
        return;
      case "ended":
        this.#end(entry);
        return;
      case "run-state":
        this.#change(entry.runId, (run) => ({
          ...run,
          state: entry.state,
          reason: entry.reason,
          wireRequests: entry.wireRequests ?? run.wireRequests,
        }));
        return;
      case "note":
        this.#change(entry.runId, (run) => ({ ...run, note: entry.note }));
        return;
      case "forgotten":
        for (const [id, draft] of this.drafts) if (draft.connectionId === entry.connectionId) this.drafts.delete(id);
        for (const [id, run] of this.runs) if (run.plan.connectionId === entry.connectionId) this.runs.delete(id);
        return;
    }
  }

  dropRuns(runIds: ReadonlySet<string>): void {
    for (const runId of runIds) this.runs.delete(runId);
  }

  /**
   * Removes a discarded draft from every run that did not send it. Those runs will not send the change any more, so
   * they do not need its values.
   */
  eraseDrafts(draftIds: ReadonlySet<string>): void {
    for (const id of draftIds) this.drafts.delete(id);
    for (const [runId, run] of this.runs) {
      // An item that is being carried out may already have been sent with these values, which the journal then needs.
      if (run.state === "running") continue;
      const isErased = (index: number): boolean =>
        draftIds.has(run.plan.items[index]?.draftId ?? "") &&
        !run.sent.has(index) &&
        run.outcomes[index]?.state === "waiting";
      if (!run.plan.items.some((_, index) => isErased(index))) continue;
      const items = run.plan.items.map((item, index) =>
        isErased(index) ? { ...item, title: "", sent: [], before: [], removed: [], erased: true } : item,
      );
      this.runs.set(runId, { ...run, plan: { ...run.plan, items } });
    }
  }

  /** Drafts that were discarded during the run and that it did not send. */
  discardedIn(runId: string): string[] {
    const run = this.runs.get(runId);
    if (run === undefined || run.state === "running") return [];
    return run.plan.items.flatMap(({ draftId, erased }, index) =>
      draftId !== null &&
      erased !== true &&
      run.drafts.has(draftId) &&
      !this.drafts.has(draftId) &&
      !run.sent.has(index) &&
      run.outcomes[index]?.state === "waiting"
        ? [draftId]
        : [],
    );
  }

  #begin(run: PlannedRun): void {
    const outcomes = run.items.map(({ designator }) => waitingOutcome(designator, run.startedAt));
    const drafts = new Map(
      run.items.flatMap(({ draftId }) => {
        const draft = draftId === null ? undefined : this.drafts.get(draftId);
        return draft === undefined ? [] : [[draft.draftId, draft] as const];
      }),
    );
    this.runs.set(run.runId, {
      plan: run,
      revision: 0,
      outcomes,
      sent: new Set(),
      drafts,
      state: "running",
      reason: "",
      note: "",
      wireRequests: 0,
    });
  }

  /** A draft ends in the same step as its write, so a crash never leaves one without the other. */
  #end({ runId, item, outcome }: Extract<EditEntry, { entry: "ended" }>): void {
    const isWaiting = outcome.state === "waiting";
    this.#change(runId, (run) => ({
      ...run,
      sent: isWaiting ? new Set([...run.sent].filter((each) => each !== item)) : run.sent,
      outcomes: run.outcomes.map((known, index) => (index === item ? outcome : known)),
    }));
    const run = this.runs.get(runId);
    const draftId = run?.plan.items[item]?.draftId ?? null;
    if (draftId === null || !isEndedWell(outcome.state)) return;
    if (this.drafts.get(draftId) === run?.drafts.get(draftId)) this.drafts.delete(draftId);
  }

  #change(runId: string, how: (run: KeptRun) => KeptRun): void {
    const run = this.runs.get(runId);
    if (run !== undefined) this.runs.set(runId, { ...how(run), revision: run.revision + 1 });
  }

  /** The same state in as few entries as possible; of finished runs only the latest. */
  *entries(): Generator<EditEntry> {
    const committed = new Set([...this.runs.values()].flatMap(({ drafts }) => [...drafts.values()]));
    // Drafts that a run began with come before it, those that were created or changed since then after it.
    for (const draft of this.drafts.values()) if (committed.has(draft)) yield { entry: "draft", draft };
    let surplus = [...this.runs.values()].filter((run) => !isUnfinished(run)).length - keptRuns;
    for (const [runId, run] of this.runs) {
      if (!isUnfinished(run) && surplus-- > 0) continue;
      yield { entry: "run", run: run.plan };
      for (const [item, outcome] of run.outcomes.entries()) {
        if (run.sent.has(item)) yield { entry: "sending", runId, item, at: outcome.at };
        if (outcome.state !== "waiting" && outcome.state !== "sending") yield { entry: "ended", runId, item, outcome };
      }
      if (run.note !== "") yield { entry: "note", runId, note: run.note };
      const { state, reason, wireRequests } = run;
      yield { entry: "run-state", runId, state, reason, ...(wireRequests > 0 ? { wireRequests } : {}) };
    }
    for (const draft of this.drafts.values()) if (!committed.has(draft)) yield { entry: "draft", draft };
  }
}

/** The outcome of an item that has not been sent. */
export function waitingOutcome(designator: string, at: number): ItemOutcome {
  return { state: "waiting", message: "", status: null, proof: [], designator, at };
}
