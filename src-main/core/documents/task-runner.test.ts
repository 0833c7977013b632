import { expect, it } from "vitest";
import type { Task } from "./task.ts";
import { TaskRunner } from "./task-runner.ts";

/** A runner whose clock moves by one millisecond at each look, and whose turns are taken by hand. */
function handRunner() {
  let time = 0;
  const turns: (() => void)[] = [];
  const runner = new TaskRunner(
    () => time++,
    (run) => turns.push(run),
  );
  const turn = (): boolean => {
    const run = turns.shift();
    run?.();
    return run !== undefined;
  };
  return { runner, turn };
}

function never(): void {
  throw new Error("this is not to be called");
}

function* steps(name: string, count: number, log: string[]): Task<string> {
  for (let step = 1; step <= count; step++) {
    log.push(`${name}${step}`);
    yield;
  }
  return name;
}

it("lets a short task pass a long one", () => {
  const { runner, turn } = handRunner();
  const done: string[] = [];
  const log: string[] = [];
  const finish = (name: string): void => {
    done.push(name);
  };
  runner.start(1, steps("long", 100, log), finish, never);
  runner.start(2, steps("short", 2, log), finish, never);
  while (turn());
  expect(done).toEqual(["short", "long"]);
  expect(log).toHaveLength(102);
});

it("stops a cancelled task between two slices", () => {
  const { runner, turn } = handRunner();
  const log: string[] = [];
  runner.start(1, steps("a", 100, log), never, never);
  turn();
  const before = log.length;
  expect(before).toBeLessThan(100);
  expect(runner.cancel(1)).toBe(true);
  expect(runner.cancel(1)).toBe(false);
  while (turn());
  expect(log).toHaveLength(before);
});

it("what nobody waits for takes one slice of eight, and all of them afterwards", () => {
  const { runner, turn } = handRunner();
  const log: string[] = [];
  const over: string[] = [];
  runner.startUnasked(-1, steps("unasked", 400, log), () => over.push("unasked"));
  runner.start(1, steps("asked", 200, log), (name) => over.push(name), never);
  while (over.length === 0 && turn());
  expect(over).toEqual(["asked"]);
  const meanwhile = log.filter((step) => step.startsWith("unasked")).length;
  expect(meanwhile).toBeGreaterThan(0);
  expect(meanwhile).toBeLessThan(200 / 6);
  while (turn());
  expect(over).toEqual(["asked", "unasked"]);
});

it("what nobody waits for is cancelled like any other", () => {
  const { runner, turn } = handRunner();
  const log: string[] = [];
  runner.startUnasked(-1, steps("a", 100, log), never);
  turn();
  const before = log.length;
  expect(runner.cancel(-1)).toBe(true);
  while (turn());
  expect(log).toHaveLength(before);
});

it("hands a failure on and lives", () => {
  const { runner, turn } = handRunner();
  const failures: unknown[] = [];
  const done: string[] = [];
  const log: string[] = [];
  function* failing(): Task<string> {
    yield;
    throw new Error("broken");
  }
  runner.start(1, failing(), never, (error) => failures.push(error));
  runner.start(2, steps("b", 1, log), (name) => done.push(name), never);
  while (turn());
  expect(failures).toEqual([new Error("broken")]);
  expect(done).toEqual(["b"]);
});
