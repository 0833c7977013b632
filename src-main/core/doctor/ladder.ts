import { rungNames, type RungName } from "#shared/doctor-names.ts";
import type { DoctorProgress, Evidence, Rung } from "#shared/doctor.ts";
import type { Clock } from "../ports.ts";

type Tell = (progress: Omit<DoctorProgress, "runId">) => void;

/** What is known of a rung when it is left. Without `ms` the time since it began counts. */
export interface RungEnd {
  readonly sentence: string;
  readonly ms?: number | null;
  readonly evidence?: Evidence | null;
}

/** The rungs of one run. Every change is told at once, so that a person can watch. */
export class Ladder {
  readonly #rungs: Map<RungName, Rung>;
  readonly #startedAt = new Map<RungName, number>();
  readonly #clock: Clock;
  readonly #tell: Tell;
  wireRequests = 0;

  constructor(clock: Clock, tell: Tell) {
    this.#clock = clock;
    this.#tell = tell;
    this.#rungs = new Map(
      rungNames.map((name) => [name, { name, state: "waiting", sentence: "", ms: null, evidence: null }]),
    );
  }

  get rungs(): readonly Rung[] {
    return [...this.#rungs.values()];
  }

  /** The rung that is being tried; null between two. */
  get running(): RungName | null {
    return this.rungs.find(({ state }) => state === "running")?.name ?? null;
  }

  begin(name: RungName, sentence: string): void {
    if (this.#rungs.get(name)?.state !== "waiting") return;
    this.#startedAt.set(name, this.#clock.monotonic());
    this.#set({ name, state: "running", sentence, ms: null, evidence: null });
  }

  done(name: RungName, end: RungEnd): void {
    this.#end(name, "done", end);
  }

  failed(name: RungName, end: RungEnd): void {
    this.#end(name, "failed", end);
  }

  skipped(name: RungName, sentence: string, evidence: Evidence | null = null): void {
    this.#end(name, "skipped", { sentence, ms: null, evidence });
  }

  /** Nothing more will be tried: what still waits is passed over for this reason. */
  close(sentence: string): void {
    for (const { name, state } of this.rungs)
      if (state === "waiting" || state === "running") this.skipped(name, sentence);
  }

  #end(name: RungName, state: "done" | "failed" | "skipped", { sentence, ms, evidence = null }: RungEnd): void {
    const begun = this.#startedAt.get(name);
    const own = begun === undefined ? null : this.#clock.monotonic() - begun;
    this.#set({ name, state, sentence, ms: ms === undefined ? own : ms, evidence });
  }

  #set(rung: Rung): void {
    this.#rungs.set(rung.name, rung);
    this.#tell({ rung, wireRequests: this.wireRequests });
  }
}
