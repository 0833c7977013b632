import { calls, type CallName } from "#shared/channels.ts";
import { contract, type CallInput, type CallOutput } from "#shared/contract.ts";
import { fail, succeed, type Reply } from "#shared/reply.ts";
import { CallError } from "./call-error.ts";
import type { Log } from "./ports.ts";

/** What a service function knows of its call beside the input. */
export interface CallContext {
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

const known: ReadonlySet<unknown> = new Set(calls);

function isCallName(name: unknown): name is CallName {
  return known.has(name);
}

/**
 * The one door for every host: name, then input, then the service, then a `Reply`.
 * What comes in is untrusted: nothing of it reaches a service before its schema accepted it.
 */
export function createDispatch(services: Services, log: Log): { dispatch: Dispatch; dropCaller(caller: string): void } {
  const running = new Map<string, AbortController>();
  const keyOf = (caller: string, callId: string): string => `${caller} ${callId}`;

  async function run(name: Exclude<CallName, "cancelCall">, input: unknown, signal: AbortSignal) {
    const parsed = contract[name].input.safeParse(input);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
      return fail("invalid-input", "The application sent a request it does not understand.", where.slice(0, 2_000));
    }
    // The table's value type is a union of functions; the schema just proved that this input is the one it takes.
    const service = services[name] as (input: unknown, context: CallContext) => Promise<unknown>;
    return succeed(await service(parsed.data, { signal }));
  }

  const dispatch: Dispatch = async (caller, name, input, callId) => {
    if (!isCallName(name)) return fail("unknown-call", "There is no such call.");
    try {
      if (name === "cancelCall") {
        const parsed = contract.cancelCall.input.safeParse(input);
        if (!parsed.success) return fail("invalid-input", "cancelCall needs the id of a call.");
        running.get(keyOf(caller, parsed.data.callId))?.abort();
        return succeed({});
      }
      const controller = new AbortController();
      const key = typeof callId === "string" && callId.length <= 100 ? keyOf(caller, callId) : null;
      if (key !== null) running.set(key, controller);
      try {
        return await run(name, input, controller.signal);
      } finally {
        if (key !== null && running.get(key) === controller) running.delete(key);
      }
    } catch (error) {
      if (error instanceof CallError) return fail(error.code, error.message, error.detail);
      log.error(`call ${name} failed`, error);
      return fail("internal", "Something in the application failed. Nothing was changed.");
    }
  };

  return {
    dispatch,
    dropCaller(caller) {
      for (const [key, controller] of running) if (key.startsWith(`${caller} `)) controller.abort();
    },
  };
}
