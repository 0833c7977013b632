import { z } from "zod";
import { calls, type CallName } from "#shared/channels.ts";
import { contract, type CallInput, type CallOutput } from "#shared/contract.ts";
import { fail, succeed, type Reply } from "#shared/reply.ts";
import { isPlainInput } from "./bounded-input.ts";
import { Backstop, type BackstopError, type Watch } from "./backstop.ts";
import { CallError } from "./call-error.ts";
import { limitOf } from "./call-limits.ts";
import { documentIdsOf } from "./documents-of-reply.ts";
import type { Log } from "./ports.ts";
import { RunningCalls, type RunningCall } from "./running-calls.ts";

/** What a service function knows about its call besides the input. */
interface CallContext {
  /** Aborted by `cancelCall` and when the caller goes away. */
  readonly signal: AbortSignal;
}

/** The application's services: one function per call except `cancelCall`, which dispatch handles itself. */
export type Services = {
  readonly [Name in Exclude<CallName, "cancelCall">]: (
    input: CallInput<Name>,
    context: CallContext,
  ) => Promise<CallOutput<Name>>;
};

/** `caller` identifies the window or tab, so one cannot cancel the calls of another. */
export type Dispatch = (caller: string, name: unknown, input: unknown, callId?: unknown) => Promise<Reply<unknown>>;

type ServedName = keyof Services;

interface Dispatcher {
  readonly dispatch: Dispatch;
  /** Ends all calls of a window or tab that has gone away. */
  readonly dropCaller: (caller: string) => void;
}

const callIdSchema = z.string().min(1).max(100).nullish();

const known: ReadonlySet<unknown> = new Set(calls);

function isCallName(name: unknown): name is CallName {
  return known.has(name);
}

/**
 * The one entry point for every host: name, then input, then the service, then a `Reply`.
 * Incoming data is untrusted: nothing reaches a service before the schema has accepted it. It never throws.
 */
export function createDispatch(services: Services, log: Log, backstop: Backstop = new Backstop(log)): Dispatcher {
  const running = new Map<string, RunningCalls>();
  /** Everything else that the backstop watches is a wire request or the storage of its response. */
  let watchedCalls = 0;
  const isAnyRequestOpen = (): boolean => backstop.size > watchedCalls;

  async function run(name: ServedName, input: unknown, signal: AbortSignal): Promise<Reply<unknown>> {
    // The table's value type is a union of functions; the schema has just proved that this one takes this input.
    const service = services[name] as (input: unknown, context: CallContext) => Promise<unknown>;
    try {
      return succeed(await service(input, { signal }));
    } catch (error) {
      if (error instanceof CallError) return fail(error.code, error.message, error.detail);
      log.error(`call ${name} failed`, error);
      return fail("internal", "Something in the application failed.");
    }
  }

  /** Always resolves: with the result of the call, or when the backstop has ended it. */
  function endInEveryCase(name: ServedName, input: unknown, call: RunningCall): Promise<Reply<unknown>> {
    return new Promise((resolve) => {
      let watch: Watch | null = null;
      let isOver = false;
      const finish = (reply: Reply<unknown>): void => {
        const isTaken = !isOver && !call.isDropped;
        // There is no caller left to close the documents of the reply.
        if (!isTaken && reply.ok) closeDocuments(name, reply.value);
        if (isOver) return;
        isOver = true;
        call.signal.removeEventListener("abort", begin);
        unwatch();
        resolve(reply);
      };
      const unwatch = (): void => {
        if (watch === null) return;
        watch.end();
        watchedCalls--;
      };
      const onOverdue = ({ seconds }: BackstopError): void => {
        call.cancel();
        finish(fail("ended-by-application", overdueSentence(seconds), `${name} did not end`));
      };
      const begin = (): void => {
        unwatch();
        watchedCalls++;
        watch = backstop.watch({
          what: `the call ${name}`,
          ...limitOf(name, call.signal, isAnyRequestOpen),
          onOverdue,
        });
      };
      begin();
      call.signal.addEventListener("abort", begin);
      void run(name, input, call.signal).then(finish);
    });
  }

  function closeDocuments(name: ServedName, value: unknown): void {
    for (const documentId of documentIdsOf(name, value)) {
      void run("closeDocument", { documentId }, new AbortController().signal);
    }
  }

  const dispatch: Dispatch = async (caller, name, input, callId) => {
    if (!isCallName(name)) return fail("unknown-call", "There is no such call.");
    const parsed = parseInput(name, input);
    const id = callIdSchema.safeParse(callId);
    if (!parsed.ok) return parsed;
    if (!id.success) return notUnderstood("callId: not the id of a call");
    if (name === "cancelCall") {
      running.get(caller)?.cancel(contract.cancelCall.input.parse(parsed.value).callId);
      return succeed({});
    }
    const calls = running.get(caller) ?? new RunningCalls();
    const call = calls.begin(id.data ?? undefined);
    if (call === null) return notUnderstood("callId: a call with this id is still running");
    running.set(caller, calls);
    try {
      return await endInEveryCase(name, parsed.value, call);
    } finally {
      call.end();
      if (calls.isEmpty && running.get(caller) === calls) running.delete(caller);
    }
  };

  return { dispatch, dropCaller: (caller) => running.get(caller)?.dropAll() };
}

function overdueSentence(seconds: number): string {
  return [
    `This had not ended after ${String(seconds)} s, so the application ended it itself. It may still take effect.`,
    "If the disk with the data folder responds, this is a fault of the application: report it with a support bundle.",
  ].join(" ");
}

function parseInput(name: CallName, input: unknown): Reply<unknown> {
  try {
    if (!isPlainInput(input)) return notUnderstood("the input is too large, or not plain data");
    const parsed = contract[name].input.safeParse(input);
    if (parsed.success) return succeed(parsed.data);
    const faults = parsed.error.issues
      .slice(0, 10)
      .map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
    return notUnderstood(faults.join("; "));
  } catch {
    // A getter that throws, or a proxy: a bridge could not carry either.
    return notUnderstood("the input cannot be read");
  }
}

function notUnderstood(detail: string): Reply<never> {
  return fail("invalid-input", "The application sent a request it does not understand.", detail.slice(0, 2_000));
}
