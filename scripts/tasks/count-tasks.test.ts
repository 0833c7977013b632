import { expect, test } from "vitest";
import { readTag, type TaggedTest } from "../security/tagged-tests.ts";
import { countTasks } from "./count-tasks.ts";
import { tasks as allTasks, type Task } from "./tasks.ts";

const tasks: readonly Task[] = [
  { id: "1", what: "One" },
  { id: "2", what: "Two" },
  { id: "9", what: "Nine", openUntil: "History keeps responses" },
];

const passed = (id: string): TaggedTest[] => [
  { id, place: "browser", outcome: "passed" },
  { id, place: "electron", outcome: "passed" },
];

test("a task counts when its journey passed on each host; an open one counts and is named", () => {
  expect(countTasks(tasks, [...passed("1"), ...passed("2")], true)).toEqual({
    all: 3,
    counted: 3,
    open: ["task 9 is open until History keeps responses: Nine"],
    untried: [],
    gaps: [],
  });
});

test("once an open task has a journey, it is counted like the others", () => {
  const nine: TaggedTest = { id: "9", place: "browser", outcome: "failed" };
  const count = countTasks(tasks, [...passed("1"), ...passed("2"), nine], false);
  expect(count).toMatchObject({ counted: 2, open: [], gaps: ["task 9 (Nine): a journey failed (browser)"] });
});

test("tasks whose journeys failed, did not run or were skipped are named", () => {
  const two = (outcome: TaggedTest["outcome"]): TaggedTest => ({ id: "2", place: "browser", outcome });
  const count = (...more: TaggedTest[]) => countTasks(tasks, [...passed("1"), ...more], false);
  expect(count(two("failed")).gaps).toEqual(["task 2 (Two): a journey failed (browser)"]);
  expect(count().gaps).toEqual(["task 2 (Two): no journey ran (browser)"]);
  expect(count(two("skipped"))).toMatchObject({
    counted: 2,
    untried: ["task 2 (Two): its journeys were skipped (browser)"],
    gaps: [],
  });
  expect(countTasks(tasks, [...passed("1"), two("passed")], true).gaps).toEqual([
    "task 2 (Two): no journey ran (electron)",
  ]);
});

test("a journey of a task that the list does not have is a gap", () => {
  const count = countTasks(tasks, [...passed("1"), ...passed("2"), ...passed("77")], true);
  expect(count.counted).toBe(3);
  expect(count.gaps).toEqual(["task 77: a journey names it, and the list has no such task"]);
});

test("there are ten tasks, and a title names one of them at its end", () => {
  expect(allTasks.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => String(index + 1)));
  expect(readTag("four agents are added [task: 7]", "task")).toBe("7");
  expect(readTag("four agents are added [task: 7]")).toBeUndefined();
});
