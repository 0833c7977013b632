import { parentPort } from "node:worker_threads";
import { CallError } from "../call-error.ts";
import { DocumentEngine } from "./engine.ts";
import { FreedMemory } from "./freed-memory.ts";
import { TaskRunner } from "./task-runner.ts";
import type { FromWorker, ToWorker } from "./worker-protocol.ts";

/** The worker thread of the documents engine: takes messages, runs tasks, sends answers. */
const port = parentPort;
const freed = new FreedMemory();
const engines = new Map<string, DocumentEngine>();
const runner = new TaskRunner(
  () => performance.now(),
  (run) => setImmediate(run),
);
/** Indexing of one document goes in order: what arrives is scanned before the end is. */
const arrivals = new Map<string, number>();
let nextArrival = -1;

function send(message: FromWorker): void {
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

function receive(message: ToWorker): void {
  switch (message.kind) {
    case "open": {
      const { documentId, memory, head } = message;
      const known = engines.get(documentId);
      if (known === undefined) engines.set(documentId, new DocumentEngine(documentId, memory, head));
      else known.move(memory);
      return;
    }
    case "arrived": {
      const { documentId } = message;
      const engine = engines.get(documentId);
      // One scan at a time: the next news comes with the next bytes, and the end scans what is left.
      if (engine === undefined || arrivals.has(documentId)) return;
      const id = nextArrival--;
      arrivals.set(documentId, id);
      const over = (): void => {
        arrivals.delete(documentId);
      };
      runner.start(id, engine.arrive(message.byteLength), over, over);
      return;
    }
    case "ask": {
      const { id, documentId, question } = message;
      const engine = engines.get(documentId);
      if (engine === undefined) {
        fail(id, new CallError("not-found", "This answer is no longer kept. Fetch it again."));
        return;
      }
      if (question.name === "finish") dropArrival(documentId);
      const done = (answer: unknown): void => send({ kind: "answer", id, answer });
      runner.start(id, engine.answer(question), done, (error) => {
        fail(id, error);
      });
      return;
    }
    case "cancel":
      if (runner.cancel(message.id)) fail(message.id, new CallError("cancelled", "Stopped."));
      return;
    case "close":
      dropArrival(message.documentId);
      freed.add(engines.get(message.documentId)?.byteLength ?? 0);
      engines.delete(message.documentId);
      return;
  }
}

function dropArrival(documentId: string): void {
  const id = arrivals.get(documentId);
  if (id !== undefined) runner.cancel(id);
  arrivals.delete(documentId);
}

port?.on("message", receive);
