import type { Run } from "#shared/edits.ts";
import { CallError } from "../call-error.ts";
import type { Clock, Log, Ports } from "../ports.ts";
import type { EditEntry, PlannedRun } from "./edit-entries.ts";
import type { EditLog } from "./edit-log.ts";
import type { KeptRun } from "./edit-state.ts";
import { executeRun, lookAgain, type Control } from "./execute.ts";
import type { RecordApi } from "./record-api.ts";

export interface RunParts {
  readonly api: RecordApi;
  readonly log: EditLog;
  readonly clock: Clock;
  readonly emit: Ports["emit"];
  readonly diary: Log;
}

/** Commits that run: at most one at a time on a connection, so that two never interleave. */
export interface Runs {
  get(runId: string): KeptRun;
  view(runId: string): Run;
  isRunning(runId: string): boolean;
  isBusy(connectionId: string): boolean;
  /** Resolves when the run is written down; nothing is sent before. */
  begin(plan: PlannedRun): Promise<Run>;
  goOn(runId: string): Promise<Run>;
  /** Looks up what is not known, and sends nothing. */
  look(runId: string): Run;
  pause(runId: string): Run;
  stop(runId: string): Promise<Run>;
  /** Pauses what is running and waits for the write that is on its way. */
  close(): Promise<void>;
}

interface Execution {
  readonly connectionId: string;
  readonly controller: AbortController;
  /** The person's last word. */
  wish: ReturnType<Control["halt"]>;
  over: Promise<void>;
}

const pausing = { state: "paused", reason: "Paused." } as const;
const stopping = { state: "stopped", reason: "Stopped." } as const;

export function createRuns({ api, log, clock, emit, diary }: RunParts): Runs {
  const executions = new Map<string, Execution>();
  let isClosing = false;

  function get(runId: string): KeptRun {
    const run = log.runs.get(runId);
    if (run === undefined) throw new CallError("not-found", "There is no such run.");
    return run;
  }

  const view = (runId: string): Run => viewOf(get(runId));
  const changed = (runId: string): void => emit("runChanged", view(runId));

  function isBusy(connectionId: string): boolean {
    return [...executions.values()].some((execution) => execution.connectionId === connectionId);
  }

  /** Takes the connection at once, before anything is waited for: a second press of a button comes too late. */
  function occupy(runId: string, connectionId: string): Execution {
    if (isClosing) throw new CallError("cancelled", "The application is closing.");
    if (isBusy(connectionId)) {
      const message = "Another commit is running on this connection. Wait until it is over, or pause it.";
      throw new CallError("invalid-input", message);
    }
    const controller = new AbortController();
    const execution: Execution = { connectionId, controller, wish: pausing, over: Promise.resolve() };
    executions.set(runId, execution);
    return execution;
  }

  function start(runId: string, execution: Execution, how: typeof executeRun): void {
    const control = { signal: execution.controller.signal, halt: () => execution.wish };
    execution.over = how({ api, log, clock, diary, changed }, runId, control)
      .catch((error: unknown) => diary.error("a run of writes broke off", error))
      .finally(() => executions.delete(runId));
  }

  async function writeThenStart(runId: string, connectionId: string, entry: EditEntry): Promise<Run> {
    const execution = occupy(runId, connectionId);
    const written = log.write(entry);
    execution.over = written.catch(() => undefined);
    try {
      await written;
    } catch (error) {
      executions.delete(runId);
      throw error;
    }
    start(runId, execution, executeRun);
    return view(runId);
  }

  return {
    get,
    view,
    isRunning: (runId) => executions.has(runId),
    isBusy,

    begin: (plan) => writeThenStart(plan.runId, plan.connectionId, { entry: "run", run: plan }),

    goOn: (runId) =>
      writeThenStart(runId, get(runId).plan.connectionId, { entry: "run-state", runId, state: "running", reason: "" }),

    look(runId) {
      const execution = occupy(runId, get(runId).plan.connectionId);
      log.note(runId, "running", "");
      start(runId, execution, lookAgain);
      return view(runId);
    },

    pause(runId) {
      const execution = executions.get(runId);
      if (execution?.wish === pausing) execution.controller.abort();
      return view(runId);
    },

    async stop(runId) {
      const execution = executions.get(runId);
      if (execution !== undefined) {
        execution.wish = stopping;
        execution.controller.abort();
      } else if (get(runId).state === "paused") {
        await log.write({ entry: "run-state", runId, ...stopping });
        changed(runId);
      }
      return view(runId);
    },

    async close() {
      isClosing = true;
      for (const { controller } of executions.values()) controller.abort();
      // What was being written down starts, sees the signal and halts.
      while (executions.size > 0) await Promise.all([...executions.values()].map(({ over }) => over));
    },
  };
}

export function viewOf({ plan, revision, outcomes, state, reason }: KeptRun): Run {
  return {
    runId: plan.runId,
    revision,
    connectionId: plan.connectionId,
    startedAt: plan.startedAt,
    state,
    reason,
    items: plan.items.flatMap(({ draftId, kind, method, designator, title }, index) => {
      const outcome = outcomes[index];
      return outcome === undefined ? [] : [{ draftId, kind, method, designator, title, outcome }];
    }),
    undoes: plan.undoes,
  };
}
