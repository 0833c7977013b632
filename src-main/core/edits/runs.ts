import type { Run } from "#shared/edits.ts";
import { CallError } from "../call-error.ts";
import type { Backstop, Watch } from "../backstop.ts";
import type { Clock, Log, Ports } from "../ports.ts";
import type { EditEntry, PlannedRun } from "./edit-entries.ts";
import type { EditLog } from "./edit-log.ts";
import type { KeptRun } from "./edit-state.ts";
import { executeRun, lookAgain, type Control } from "./execute.ts";
import { changedNames } from "./journal.ts";
import type { RecordApi } from "./record-api.ts";
import { takesBack } from "./undone.ts";
import { CutOff, within } from "./until-cut.ts";

/** After Stop, the write in flight has this long to end and to be read back, in milliseconds. */
const stopGraceMs = 10_000;
/** The same when the application closes; the host limits the time for that. */
const closeGraceMs = 1_000;
/** A run that was cut ends immediately; after this many milliseconds it is abandoned. */
const cutGraceMs = 5_000;
/**
 * The journal stores an entry within milliseconds; a disk or network share that takes longer than this is unavailable.
 */
const journalPatienceMs = 15_000;

export interface RunParts {
  readonly api: RecordApi;
  readonly log: EditLog;
  readonly clock: Clock;
  readonly emit: Ports["emit"];
  readonly diary: Log;
  readonly backstop: Backstop;
}

/** Running commits: at most one at a time on a connection, so two never interleave. */
export interface Runs {
  get(runId: string): KeptRun;
  view(runId: string): Run;
  isRunning(runId: string): boolean;
  isBusy(connectionId: string): boolean;
  /** Resolves when the run is recorded on disk; nothing is sent before that. */
  begin(plan: PlannedRun): Promise<Run>;
  goOn(runId: string): Promise<Run>;
  /** Looks up unknown outcomes and sends nothing. */
  look(runId: string): Run;
  /** Stores the user's note about a commit. */
  note(runId: string, note: string): Promise<Run>;
  pause(runId: string): Run;
  /**
   * Always ends a run: after the first call the write in flight has some time left, after the second call it has none.
   */
  stop(runId: string): Promise<Run>;
  /** Pauses running commits and waits briefly for the writes in flight. */
  close(): Promise<void>;
}

interface Execution {
  readonly connectionId: string;
  readonly controller: AbortController;
  readonly cut: AbortController;
  /** The user's latest request. */
  wish: ReturnType<Control["halt"]>;
  /** It only looks up unknown outcomes. */
  readonly isLooking: boolean;
  /** Expires when the write in flight has used its time. */
  grace: NodeJS.Timeout | undefined;
  watch: Watch | null;
  over: Promise<void>;
}

const pausing = { state: "paused", reason: "Paused." } as const;
const stopping = { state: "stopped", reason: "Stopped." } as const;
const unsavedStop = "Stopped. The disk did not record it, so the next start shows this commit as waiting.";

export function createRuns({ api, log, clock, emit, diary, backstop }: RunParts): Runs {
  const executions = new Map<string, Execution>();
  let isClosing = false;

  function get(runId: string): KeptRun {
    const run = log.runs.get(runId);
    if (run === undefined) throw new CallError("not-found", "There is no such run.");
    return run;
  }

  const view = (runId: string): Run => ({
    ...viewOf(get(runId)),
    takesBack: takesBack(log, get(runId)),
    ...(executions.get(runId)?.wish === stopping ? { stopping: true } : {}),
    ...(executions.get(runId)?.isLooking === true ? { looking: true } : {}),
  });
  const changed = (runId: string): void => emit("runChanged", view(runId));

  function isBusy(connectionId: string): boolean {
    return [...executions.values()].some((execution) => execution.connectionId === connectionId);
  }

  /** Claims the connection synchronously, so a second click on the button comes too late. */
  function occupy(runId: string, connectionId: string, isLooking = false): Execution {
    if (isClosing) throw new CallError("cancelled", "The application is closing.");
    if (isBusy(connectionId)) {
      const message = "Another commit is running on this connection. Wait until it is over, or pause it.";
      throw new CallError("invalid-input", message);
    }
    const execution: Execution = {
      connectionId,
      controller: new AbortController(),
      cut: new AbortController(),
      wish: pausing,
      isLooking,
      grace: undefined,
      watch: null,
      over: Promise.resolve(),
    };
    executions.set(runId, execution);
    return execution;
  }

  function start(runId: string, execution: Execution, how: typeof executeRun): void {
    const { controller, cut } = execution;
    const control = { signal: controller.signal, cut: cut.signal, halt: () => execution.wish };
    let wireRequests = get(runId).wireRequests;
    const counting = api.counting?.((count) => (wireRequests += count)) ?? api;
    const parts = { api: counting, log, clock, diary, changed, wireRequests: () => wireRequests };
    const running = how(parts, runId, control).catch((error: unknown) =>
      diary.error("a run of writes broke off", error),
    );
    execution.over = Promise.race([running, whenLeftBehind(execution)]).finally(() => end(runId, execution));
  }

  function end(runId: string, execution: Execution): void {
    clearTimeout(execution.grace);
    execution.watch?.end();
    if (executions.get(runId) !== execution) return;
    executions.delete(runId);
    if (log.runs.get(runId)?.state === "running") log.note(runId, execution.wish.state, execution.wish.reason);
    // Until now it was shown as stopping.
    if (log.runs.has(runId)) changed(runId);
    // Stop was pressed while the pause was being recorded.
    if (execution.wish === stopping && log.runs.get(runId)?.state === "paused") void stopPaused(runId);
  }

  async function stopPaused(runId: string): Promise<void> {
    const written = log.write({ entry: "run-state", runId, ...stopping });
    await within(written, cutGraceMs).catch((error: unknown) => {
      diary.error("the end of a run could not be written down", error);
      log.note(runId, "stopped", unsavedStop);
    });
    if (log.runs.has(runId)) changed(runId);
  }

  /**
   * A run that does not end even after a cut sends nothing more, because the signal is checked before each write.
   */
  function whenLeftBehind(execution: Execution): Promise<void> {
    return new Promise((resolve) => {
      const what = "a commit that was stopped";
      const watch = (): void => {
        execution.watch = backstop.watch({ what, limitMs: cutGraceMs, onOverdue: () => resolve() });
      };
      if (execution.cut.signal.aborted) watch();
      else execution.cut.signal.addEventListener("abort", watch, { once: true });
    });
  }

  /** Throws if the journal does not store the entry in time. If it stores it later, `takeBack` follows. */
  async function writeInTime(entry: EditEntry, takeBack: EditEntry): Promise<void> {
    const written = log.write(entry);
    try {
      await within(written, journalPatienceMs);
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
      void written.then(() => log.write(takeBack)).catch(() => undefined);
      throw new CallError(
        "storage-failed",
        "The disk with the data folder does not respond, so nothing was sent. Nothing is sent before it is written down.",
      );
    }
  }

  async function writeThenStart(
    runId: string,
    connectionId: string,
    entry: EditEntry,
    without: Run["state"],
  ): Promise<Run> {
    const execution = occupy(runId, connectionId);
    const reason = "The disk did not respond in time, so nothing was sent.";
    const written = writeInTime(entry, { entry: "run-state", runId, state: without, reason });
    execution.over = written.catch(() => undefined);
    try {
      await written;
    } catch (error) {
      executions.delete(runId);
      clearTimeout(execution.grace);
      if (execution.wish === stopping && log.runs.has(runId)) {
        log.note(runId, "stopped", unsavedStop);
        changed(runId);
      }
      throw error;
    }
    start(runId, execution, executeRun);
    return view(runId);
  }

  function stopExecution(runId: string, execution: Execution): void {
    const isAgain = execution.wish === stopping;
    execution.wish = stopping;
    execution.controller.abort();
    if (isAgain) execution.cut.abort();
    else execution.grace = setTimeout(() => execution.cut.abort(), stopGraceMs);
    changed(runId);
  }

  return {
    get,
    view,
    isRunning: (runId) => executions.has(runId),
    isBusy,

    begin: (plan) => writeThenStart(plan.runId, plan.connectionId, { entry: "run", run: plan }, "stopped"),

    goOn: (runId) => {
      const running = { entry: "run-state", runId, state: "running", reason: "" } as const;
      return writeThenStart(runId, get(runId).plan.connectionId, running, "paused");
    },

    look(runId) {
      const execution = occupy(runId, get(runId).plan.connectionId, true);
      log.note(runId, "running", "");
      start(runId, execution, lookAgain);
      return view(runId);
    },

    async note(runId, note) {
      get(runId);
      await log.write({ entry: "note", runId, note });
      changed(runId);
      return view(runId);
    },

    pause(runId) {
      const execution = executions.get(runId);
      if (execution?.wish === pausing) execution.controller.abort();
      return view(runId);
    },

    async stop(runId) {
      const execution = executions.get(runId);
      if (execution !== undefined) stopExecution(runId, execution);
      else if (get(runId).state === "paused") await stopPaused(runId);
      return view(runId);
    },

    async close() {
      isClosing = true;
      for (const { controller } of executions.values()) controller.abort();
      const cutAll = setTimeout(() => {
        for (const { cut } of executions.values()) cut.abort();
      }, closeGraceMs);
      // A run that was still being recorded starts, sees the signal and halts.
      while (executions.size > 0) await Promise.all([...executions.values()].map(({ over }) => over));
      clearTimeout(cutAll);
    },
  };
}

function viewOf({
  plan,
  revision,
  outcomes,
  sent,
  state,
  reason,
  note,
  wireRequests,
}: KeptRun): Omit<Run, "takesBack"> {
  return {
    runId: plan.runId,
    revision,
    connectionId: plan.connectionId,
    startedAt: plan.startedAt,
    state,
    reason,
    items: plan.items.flatMap((item, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) return [];
      const { draftId, kind, method, designator, title } = item;
      const removes = item.kind === "delete-all" ? { removes: item.removes } : {};
      const more = { changed: changedNames(item), wasSent: sent.has(index), ...removes };
      return [{ draftId, kind, method, designator, title, outcome, ...more }];
    }),
    undoes: plan.undoes,
    note,
    wireRequests,
  };
}
