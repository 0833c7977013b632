import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTimeDouble, type TimeDouble } from "../port-doubles.ts";
import { createWriteLock, type WriteLock } from "./write-lock.ts";

let time: TimeDouble;
let lock: WriteLock;
const onExpiry = vi.fn<() => void>();

beforeEach(() => {
  vi.useFakeTimers();
  onExpiry.mockReset();
  time = createTimeDouble();
  lock = createWriteLock(time, onExpiry);
});
afterEach(() => vi.useRealTimers());

test("a connection is locked until it is unlocked, and others stay locked", () => {
  expect(lock.unlockedUntil("one")).toBeNull();
  lock.unlock("one", 15);
  expect(lock.unlockedUntil("one")).toBe(time.now() + 900_000);
  expect(lock.unlockedUntil("two")).toBeNull();
  lock.lock("one");
  expect(lock.unlockedUntil("one")).toBeNull();
});

test("it expires by the clock even when no timer has run", () => {
  lock.unlock("one", 1);
  time.pass(59_999);
  expect(lock.unlockedUntil("one")).not.toBeNull();
  time.pass(1);
  expect(lock.unlockedUntil("one")).toBeNull();
});

test("setting back the wall clock does not keep it unlocked", () => {
  lock.unlock("one", 1);
  time.pass(60_000);
  time.setWallClock(time.now() - 3_600_000);
  expect(lock.unlockedUntil("one")).toBeNull();
});

test("sleep, during which the monotonic clock stops, does not keep it unlocked", () => {
  lock.unlock("one", 1);
  time.setWallClock(time.now() + 60_000);
  expect(lock.unlockedUntil("one")).toBeNull();
});

test("expiry notifies once, unlocking again restarts the time, and locking by hand does not notify", () => {
  lock.unlock("one", 1);
  vi.advanceTimersByTime(30_000);
  lock.unlock("one", 1);
  vi.advanceTimersByTime(59_999);
  expect(onExpiry).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onExpiry).toHaveBeenCalledTimes(1);
  lock.unlock("one", 1);
  lock.lock("one");
  vi.advanceTimersByTime(120_000);
  expect(onExpiry).toHaveBeenCalledTimes(1);
});

test("its timers do not keep the process alive and end with it", () => {
  vi.useRealTimers();
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  lock.unlock("one", 240);
  expect(timers()).toBe(before);
  lock.close();
  expect(lock.unlockedUntil("one")).toBeNull();
});
