import { expect, test } from "vitest";
import { claimSteps, type ClaimResult, type ClaimStep } from "./claim-folder.ts";

/**
 * A model of the file system and of processes that start on one data folder. Every order of their operations is run,
 * with a crash of any process before any of its operations. A state is the content of the disk and the results that
 * each process has received so far: these alone determine what it does next.
 */
interface World {
  /** Entries of the lock; a string if something else has its name. */
  readonly lock: readonly string[] | "missing" | "not-a-folder";
  readonly processes: readonly Process[];
}

/** Equal for two worlds with the same possible futures. */
function keyOf({ lock, processes }: World): string {
  const parts = processes.map(({ state, released, prepared, answers }) =>
    state === "starting" ? `${String(prepared)}${answers.join("|")}` : `${state}${String(released)}`,
  );
  return `${String(lock)} ${parts.join(" ")}`;
}

interface Process {
  readonly id: string;
  readonly answers: readonly ClaimResult[];
  readonly prepared: boolean;
  readonly state: "starting" | "holding" | "releasing" | "refused" | "ended" | "crashed";
  /** How many operations of the release have been carried out. */
  readonly released: number;
}

type Semantics = "replaces an empty folder" | "never replaces a folder";

const isRunning = ({ state }: Process): boolean => state === "starting" || state === "holding" || state === "releasing";
/** Its socket listens from `prepare` until the first operation of its release. */
const isAlive = (process: Process | undefined): boolean =>
  process !== undefined && process.prepared && (process.state === "starting" || process.state === "holding");

/** What the process does next, found by replaying its results. */
function stepOf({ answers }: Process): ClaimStep | boolean {
  const steps = claimSteps();
  let next = steps.next();
  for (const answer of answers) next = steps.next(answer);
  return next.value;
}

function carryOut(world: World, process: Process, step: ClaimStep, semantics: Semantics) {
  const { lock } = world;
  switch (step[0]) {
    case "prepare":
      return { lock, answer: undefined, prepared: true };
    case "enter": {
      const isFree =
        lock === "missing" || (Array.isArray(lock) && lock.length === 0 && semantics === "replaces an empty folder");
      return isFree ? { lock: [process.id], answer: true } : { lock, answer: false };
    }
    case "list":
      return { lock, answer: lock };
    case "judge": {
      if (!Array.isArray(lock) || !lock.includes(step[1])) return { lock, answer: "gone" as const };
      const holder = world.processes.find(({ id }) => id === step[1]);
      return { lock, answer: isAlive(holder) ? ("alive" as const) : ("dead" as const) };
    }
    case "remove":
      return { lock: Array.isArray(lock) ? lock.filter((entry) => entry !== step[1]) : lock, answer: undefined };
    case "removeEmpty":
      return { lock: Array.isArray(lock) && lock.length === 0 ? ("missing" as const) : lock, answer: undefined };
    case "removeOther":
      return { lock: lock === "not-a-folder" ? ("missing" as const) : lock, answer: undefined };
    case "withdraw":
      return { lock, answer: undefined, prepared: false };
  }
}

/** The states that one operation of this process can lead to, including a crash before it. */
function follow(world: World, index: number, semantics: Semantics, crashes: boolean): World[] {
  const process = world.processes[index];
  if (process === undefined || !isRunning(process)) return [];
  const become = (change: Partial<Process>, lock = world.lock): World => ({
    lock,
    processes: world.processes.with(index, { ...process, ...change }),
  });
  const crashed = crashes ? [become({ state: "crashed" })] : [];
  if (process.state === "holding") return [...crashed, become({ state: "releasing" })];
  if (process.state === "releasing") {
    const { lock } = world;
    // Like `release`: first its own entry, then the lock if that is empty.
    const next =
      process.released === 0
        ? Array.isArray(lock)
          ? lock.filter((entry) => entry !== process.id)
          : lock
        : Array.isArray(lock) && lock.length === 0
          ? ("missing" as const)
          : lock;
    return [
      ...crashed,
      become({ released: process.released + 1, state: process.released === 0 ? "releasing" : "ended" }, next),
    ];
  }
  const step = stepOf(process);
  if (typeof step === "boolean") throw new Error("A process that has ended takes no step.");
  const { lock, answer, prepared = process.prepared } = carryOut(world, process, step, semantics);
  // A round does not depend on the previous ones: only its own results count.
  const answers = step[0] === "enter" ? process.answers.slice(0, 1) : process.answers;
  const answered = { ...process, answers: [...answers, answer], prepared };
  const next = stepOf(answered);
  const state = typeof next === "boolean" ? (next ? "holding" : "refused") : "starting";
  return [...crashed, become({ ...answered, state }, lock)];
}

interface Explored {
  readonly states: number;
  /** The largest number of processes that held the folder at the same time. */
  readonly holders: number;
  readonly ends: readonly World[];
}

function exploreAll(first: World, semantics: Semantics, crashes: boolean, releases: boolean): Explored {
  const seen = new Set<string>([keyOf(first)]);
  const waiting = [first];
  const ends: World[] = [];
  let holders = 0;
  for (let world = waiting.pop(); world !== undefined; world = waiting.pop()) {
    const now = world;
    holders = Math.max(holders, now.processes.filter(({ state }) => state === "holding").length);
    const next = now.processes.flatMap((process, index) =>
      process.state === "holding" && !releases ? [] : follow(now, index, semantics, crashes),
    );
    if (next.length === 0) ends.push(now);
    for (const each of next) {
      const key = keyOf(each);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(each);
    }
  }
  return { states: seen.size, holders, ends };
}

const starter = (id: string): Process => ({ id, answers: [], prepared: false, state: "starting", released: 0 });
const worldOf = (lock: World["lock"], count: number): World => ({
  lock,
  processes: ["a", "b", "c"].slice(0, count).map(starter),
});

const before = [
  ["no lock", "missing"],
  ["the lock of a crashed process", ["dead"]],
  ["an empty lock", []],
  ["the locks of two crashed processes", ["dead", "dead too"]],
  ["a file in its place", "not-a-folder"],
] as const;
const everySemantics = ["replaces an empty folder", "never replaces a folder"] as const;
const cases = before.flatMap(([name, lock]) => everySemantics.map((semantics) => ({ name, lock, semantics })));

test("two and three starters in every order, without a crash: exactly one holds the folder [security: one-start]", () => {
  for (const { name, lock, semantics } of cases) {
    for (const count of [2, 3]) {
      const { states, holders, ends } = exploreAll(worldOf(lock, count), semantics, false, false);
      const label = `${String(count)} on ${name}, ${semantics}`;
      expect(holders, label).toBe(1);
      const outcomes = ends.map(({ processes }) =>
        processes
          .map(({ state }) => state)
          .toSorted()
          .join(" "),
      );
      expect(new Set(outcomes), label).toEqual(new Set([`holding${" refused".repeat(count - 1)}`]));
      expect(states, label).toBeGreaterThan(10);
    }
  }
});

test("starters that crash before any operation, or end and release: two never hold the folder, and it stays usable [security: one-start-crash]", () => {
  for (const { name, lock, semantics } of cases) {
    for (const count of [2, 3]) {
      const { holders, ends } = exploreAll(worldOf(lock, count), semantics, true, true);
      const label = `${String(count)} on ${name}, ${semantics}`;
      expect(holders, label).toBe(1);
      // Whatever is left in the folder, a process that starts alone gets it.
      const left = new Set(ends.map((world) => JSON.stringify(world.lock)));
      for (const text of left) {
        const after: World = { lock: JSON.parse(text) as World["lock"], processes: [starter("later")] };
        const last = exploreAll(after, semantics, false, false);
        expect(
          last.ends.map(({ processes }) => processes[0]?.state),
          `${label}, left ${text}`,
        ).toEqual(["holding"]);
      }
    }
  }
});
