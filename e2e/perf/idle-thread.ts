import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Runs in a thread of its own: sleeps, wakes, and keeps the longest delay of a wake-up. */
const program = `
  const { parentPort } = require("node:worker_threads");
  const every = 5;
  let last = performance.now();
  let longest = 0;
  setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - every);
    last = now;
  }, every);
  parentPort.once("message", () => {
    parentPort.postMessage(longest);
    parentPort.close();
    process.exit();
  });
`;

/** How long an idle thread was held up at the same time: the machine's share of a block, not the application's. */
export async function besideIdleThread<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly stood: number }> {
  const thread = new Worker(program, { eval: true });
  await once(thread, "online");
  const result = await work();
  const answer = once(thread, "message") as Promise<[number]>;
  thread.postMessage("end");
  const [stood] = await answer;
  return { result, stood };
}
