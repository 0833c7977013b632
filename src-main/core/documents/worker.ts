import { parentPort, workerData } from "node:worker_threads";
import { checkedFormats } from "#shared/checked-formats.ts";
import type { CheckedFormat } from "#shared/format-check.ts";
import { CallError } from "../call-error.ts";
import { openBody } from "./body-bytes.ts";
import { compareFormats } from "./comparing/compare-formats.ts";
import { DocumentEngine } from "./engine.ts";
import { FreedMemory } from "./freed-memory.ts";
import { giveWay } from "./give-way.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Task } from "./task.ts";
import { TaskRunner } from "./task-runner.ts";
import type { Answer, CompareStep, FromWorker, QuestionName, ToWorker, WorkerStart } from "./worker-protocol.ts";

/** The worker thread of the documents engine: takes messages, runs tasks, sends answers. */
const port = parentPort;
giveWay();
const freed = new FreedMemory();
const engines = new Map<string, DocumentEngine>();
/** Numbers of documents, by their ids and by the tasks that are about them. */
const numbers = new Map<string, number>();
const owners = new Map<number, number>();
// Given when the code that starts a worker wants to know what it worked on when it dies.
const running = new Int32Array((workerData as WorkerStart | null)?.running ?? new ArrayBuffer(4));
const runner = new TaskRunner(
  () => performance.now(),
  (run) => setImmediate(run),
  (id) => {
    running[0] = owners.get(id) ?? 0;
  },
);
/** What is done of a document unasked, and in order: what arrives is scanned before the end is, lines are counted last. */
const arrivals = new Map<string, number>();
let nextArrival = -1;

function send(message: FromWorker): void {
  if (message.kind !== "progress") owners.delete(message.id);
  port?.postMessage(message);
}

function fail(id: number, error: unknown): void {
  if (error instanceof CallError) {
    send({ kind: "failure", id, code: error.code, message: error.message, detail: error.detail });
    return;
  }
  const detail = error instanceof Error ? error.message : String(error);
  send({ kind: "failure", id, code: "document-failed", message: "This part of the answer could not be read.", detail });
}

function notKept(): CallError {
  return new CallError("not-found", "This answer is no longer kept. Fetch it again.");
}

function* compare(id: number, { documents, key }: CompareStep): Task<Answer<"compare">> {
  const opened: Partial<Record<CheckedFormat, OpenDocument>> = {};
  for (const format of checkedFormats) {
    const documentId = documents[format];
    if (documentId === undefined) continue;
    const engine = engines.get(documentId);
    if (engine === undefined) throw notKept();
    opened[format] = yield* engine.whole();
  }
  return yield* compareFormats(opened, key, (done, all) => {
    send({ kind: "progress", id, done, all });
  });
}

function receive(message: ToWorker): void {
  switch (message.kind) {
    case "open":
      numbers.set(message.documentId, message.number ?? 0);
      engines.set(message.documentId, new DocumentEngine(message.documentId, openBody(message.place), message.head));
      return;
    case "moved":
      freed.add(engines.get(message.documentId)?.move(openBody(message.place)) ?? 0);
      return;
    case "arrived": {
      const { documentId } = message;
      const engine = engines.get(documentId);
      // One scan at a time: the next bytes bring the next event, and the end scans what is left.
      if (engine === undefined || arrivals.has(documentId)) return;
      startArrival(documentId, engine.arrive(message.byteLength));
      return;
    }
    case "ask": {
      const { id, documentId, question } = message;
      const engine = engines.get(documentId);
      if (engine === undefined) {
        fail(id, notKept());
        return;
      }
      if (question.name === "finish") dropArrival(documentId);
      const done = (answer: unknown): void => {
        send({ kind: "answer", id, answer });
        if (question.name === "finish" || question.name === "lines") countOn(documentId, engine);
      };
      const task: Task<Answer<QuestionName>> =
        question.name === "compare" ? compare(id, question.ask) : engine.answer(question);
      owners.set(id, numbers.get(documentId) ?? 0);
      runner.start(id, task, done, (error) => {
        fail(id, error);
      });
      return;
    }
    case "cancel":
      if (runner.cancel(message.id)) fail(message.id, new CallError("cancelled", "Stopped."));
      return;
    case "close":
      dropArrival(message.documentId);
      freed.add(engines.get(message.documentId)?.close() ?? 0);
      engines.delete(message.documentId);
      numbers.delete(message.documentId);
      return;
  }
}

/** Lines are counted to the end while nobody waits for it. */
function countOn(documentId: string, engine: DocumentEngine): void {
  if (arrivals.has(documentId) || engines.get(documentId) !== engine) return;
  runner.startUnasked(...arrival(documentId, engine.countOn()));
}

/** The user waits for the records of a body that is arriving, so they have their turn like a question. */
function startArrival(documentId: string, task: Task<void>): void {
  const [id, , over] = arrival(documentId, task);
  runner.start(id, task, over, over);
}

function arrival(documentId: string, task: Task<void>): [id: number, task: Task<void>, over: () => void] {
  const id = nextArrival--;
  arrivals.set(documentId, id);
  owners.set(id, numbers.get(documentId) ?? 0);
  const over = (): void => {
    arrivals.delete(documentId);
    owners.delete(id);
  };
  return [id, task, over];
}

function dropArrival(documentId: string): void {
  const id = arrivals.get(documentId);
  if (id !== undefined) {
    runner.cancel(id);
    owners.delete(id);
  }
  arrivals.delete(documentId);
}

port?.on("message", receive);
