import { stepNames, type StepName } from "#shared/doctor-names.ts";
import type { DoctorProgress, Evidence, DiagnosisStep } from "#shared/doctor.ts";
import type { Clock } from "../ports.ts";

type Tell = (progress: Omit<DoctorProgress, "runId">) => void;

/** What is known about a step when it ends. Without `ms`, the time since it began is used. */
export interface StepEnd {
  readonly sentence: string;
  readonly ms?: number | null;
  readonly evidence?: Evidence | null;
}

/** The steps of one run. Every change is reported immediately, so a user can watch. */
export class Diagnosis {
  readonly #steps: Map<StepName, DiagnosisStep>;
  readonly #startedAt = new Map<StepName, number>();
  readonly #clock: Clock;
  readonly #tell: Tell;
  wireRequests = 0;

  constructor(clock: Clock, tell: Tell) {
    this.#clock = clock;
    this.#tell = tell;
    this.#steps = new Map(
      stepNames.map((name) => [name, { name, state: "waiting", sentence: "", ms: null, evidence: null }]),
    );
  }

  get steps(): readonly DiagnosisStep[] {
    return [...this.#steps.values()];
  }

  /** The step that is running; null between two steps. */
  get running(): StepName | null {
    return this.steps.find(({ state }) => state === "running")?.name ?? null;
  }

  begin(name: StepName, sentence: string): void {
    if (this.#steps.get(name)?.state !== "waiting") return;
    this.#startedAt.set(name, this.#clock.monotonic());
    this.#set({ name, state: "running", sentence, ms: null, evidence: null });
  }

  done(name: StepName, end: StepEnd): void {
    this.#end(name, "done", end);
  }

  failed(name: StepName, end: StepEnd): void {
    this.#end(name, "failed", end);
  }

  skipped(name: StepName, sentence: string, evidence: Evidence | null = null): void {
    this.#end(name, "skipped", { sentence, ms: null, evidence });
  }

  /** Nothing more will be tried: waiting steps are skipped for this reason. */
  close(sentence: string): void {
    for (const { name, state } of this.steps)
      if (state === "waiting" || state === "running") this.skipped(name, sentence);
  }

  #end(name: StepName, state: "done" | "failed" | "skipped", { sentence, ms, evidence = null }: StepEnd): void {
    const begun = this.#startedAt.get(name);
    const own = begun === undefined ? null : this.#clock.monotonic() - begun;
    this.#set({ name, state, sentence, ms: ms === undefined ? own : ms, evidence });
  }

  #set(step: DiagnosisStep): void {
    this.#steps.set(step.name, step);
    this.#tell({ step, wireRequests: this.wireRequests });
  }
}
