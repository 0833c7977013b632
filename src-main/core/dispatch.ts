import { z } from "zod";
import { calls, type CallName } from "#shared/channels.ts";
import { contract, type CallInput, type CallOutput } from "#shared/contract.ts";
import { fail, succeed, type Reply } from "#shared/reply.ts";
import { isPlainInput } from "./bounded-input.ts";
import { CallError } from "./call-error.ts";
import type { Log } from "./ports.ts";
import { RunningCalls } from "./running-calls.ts";

/** What a service function knows of its call beside the input. */
interface CallContext {
  /** Aborted by `cancelCall` and when the caller goes away. */
  readonly signal: AbortSignal;
}

/** The application behind the bridge: one function per call but `cancelCall`, which dispatch answers itself. */
export type Services = {
  readonly [Name in Exclude<CallName, "cancelCall">]: (
    input: CallInput<Name>,
    context: CallContext,
  ) => Promise<CallOutput<Name>>;
};

/** `caller` names the window or tab, so that one cannot cancel the calls of another. */
export type Dispatch = (caller: string, name: unknown, input: unknown, callId?: unknown) => Promise<Reply<unknown>>;

interface Door {
  readonly dispatch: Dispatch;
  /** Ends all calls of a window or tab that went away. */
  readonly dropCaller: (caller: string) => void;
}

const callIdSchema = z.string().min(1).max(100).nullish();

const known: ReadonlySet<unknown> = new Set(calls);

function isCallName(name: unknown): name is CallName {
  return known.has(name);
}

/**
 * The one door for every host: name, then input, then the service, then a `Reply`.
 * What comes in is untrusted: nothing of it reaches a service before its schema accepted it. It never throws.
 */
export function createDispatch(services: Services, log: Log): Door {
  const running = new Map<string, RunningCalls>();

  async function run(name: Exclude<CallName, "cancelCall">, input: unknown, signal: AbortSignal) {
    // The table's value type is a union of functions; the schema just proved that this input is the one it takes.
    const service = services[name] as (input: unknown, context: CallContext) => Promise<unknown>;
    try {
      return succeed(await service(input, { signal }));
    } catch (error) {
      if (error instanceof CallError) return fail(error.code, error.message, error.detail);
      log.error(`call ${name} failed`, error);
      return fail("internal", "Something in the application failed.");
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
      return await run(name, parsed.value, call.signal);
    } finally {
      call.end();
      if (calls.isEmpty && running.get(caller) === calls) running.delete(caller);
    }
  };

  return { dispatch, dropCaller: (caller) => running.get(caller)?.cancelAll() };
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
    // A getter that throws, or a proxy: nothing that a bridge could carry.
    return notUnderstood("the input cannot be read");
  }
}

function notUnderstood(detail: string): Reply<never> {
  return fail("invalid-input", "The application sent a request it does not understand.", detail.slice(0, 2_000));
}
