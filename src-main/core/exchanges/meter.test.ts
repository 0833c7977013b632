import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNotices } from "../notices.ts";
import { createPortDoubles, type PortDoubles } from "../port-doubles.ts";
import { openMeterStore, type MeterStore } from "./meter.ts";

let doubles: PortDoubles;
let meter: MeterStore;

beforeEach(async () => {
  doubles = await createPortDoubles();
  // Move to the start of a five-minute step.
  doubles.time.setWallClock(Math.ceil(doubles.time.now() / 300_000) * 300_000);
  meter = await open();
});
afterEach(async () => {
  vi.useRealTimers();
  await meter.close();
  await doubles.remove();
});

function open(): Promise<MeterStore> {
  const { ports, time, folder } = doubles;
  return openMeterStore(folder, time, ports.emit, { notices: createNotices(ports.emit), log: ports.log, clock: time });
}

const minutes = (count: number): number => count * 60_000;

test("counts wire requests, actions and requests in flight, by connection", () => {
  meter.action("one");
  const end = meter.begin("one");
  meter.wireRequest("one");
  meter.wireRequest("one");
  expect(meter.get("one")).toEqual({
    connectionId: "one",
    inFlight: 1,
    hour: 2,
    today: 2,
    actionsToday: 1,
    bars: [0, 0, 0, 0, 0, 0, 0, 2],
  });
  end();
  expect(meter.get("one").inFlight).toBe(0);
  expect(meter.get("two")).toMatchObject({ inFlight: 0, hour: 0, today: 0, actionsToday: 0 });
});

test("bars are steps of five minutes; the hour drops older counts, the day does not", () => {
  meter.wireRequest("one");
  doubles.time.pass(minutes(5));
  meter.wireRequest("one");
  meter.wireRequest("one");
  doubles.time.pass(minutes(4.9));
  expect(meter.get("one").bars).toEqual([0, 0, 0, 0, 0, 0, 1, 2]);
  doubles.time.pass(minutes(30.1));
  expect(meter.get("one").bars).toEqual([1, 2, 0, 0, 0, 0, 0, 0].slice(1).concat(0));
  expect(meter.get("one").hour).toBe(3);
  doubles.time.pass(minutes(20));
  expect(meter.get("one")).toMatchObject({ hour: 2, today: 3 });
  doubles.time.pass(minutes(5));
  expect(meter.get("one")).toMatchObject({ hour: 0, today: 3 });
});

test("a new day starts at local midnight with zero", () => {
  const midnight = new Date(doubles.time.now());
  midnight.setHours(24, 0, 0, 0);
  doubles.time.setWallClock(midnight.getTime() - 1);
  meter.action("one");
  meter.wireRequest("one");
  expect(meter.get("one")).toMatchObject({ today: 1, actionsToday: 1 });
  doubles.time.setWallClock(midnight.getTime());
  expect(meter.get("one")).toMatchObject({ today: 0, actionsToday: 0, hour: 1 });
  meter.wireRequest("one");
  expect(meter.get("one")).toMatchObject({ today: 1, actionsToday: 0, hour: 2 });
});

test("setting back the clock leaves no counts in the future", () => {
  meter.wireRequest("one");
  doubles.time.setWallClock(doubles.time.now() - minutes(10));
  expect(meter.get("one")).toMatchObject({ hour: 0, bars: Array(8).fill(0) });
});

test("today's counts survive a restart, those in flight do not", async () => {
  meter.action("one");
  meter.begin("one");
  meter.wireRequest("one");
  await meter.close();
  meter = await open();
  expect(meter.get("one")).toMatchObject({ inFlight: 0, hour: 1, today: 1, actionsToday: 1 });
  meter.forget("one");
  await meter.close();
  meter = await open();
  expect(meter.get("one").today).toBe(0);
});

test("many counts cause few events and few disk writes", async () => {
  vi.useFakeTimers();
  for (let count = 0; count < 100; count += 1) {
    meter.wireRequest("one");
    meter.wireRequest("two");
  }
  expect(doubles.payloadsOf("meterChanged")).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(doubles.payloadsOf("meterChanged")).toMatchObject([
    { connectionId: "one", today: 100 },
    { connectionId: "two", today: 100 },
  ]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(doubles.payloadsOf("meterChanged")).toHaveLength(2);
  vi.useRealTimers();
  const end = meter.begin("one");
  end();
  await vi.waitFor(() => expect(doubles.payloadsOf("meterChanged")).toHaveLength(3));
});
