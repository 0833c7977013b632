import type { CallName, EventName } from "#shared/channels.ts";
import type { Api, CallInput, CallOutput, EventPayload } from "#shared/contract.ts";
import type { FailureCode, Reply } from "#shared/reply.ts";

declare global {
  interface Window {
    readonly api: Api;
  }
}

/** A call that did nothing. A 4xx or 5xx response of the Rezora API is not one of these. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: FailureCode;
  readonly detail: string | undefined;

  constructor(code: FailureCode, message: string, detail?: string) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

/** The same functions in the form that lets the compiler follow a name through input and output. */
type Calls = {
  readonly [Name in CallName]: (input: CallInput<Name>, callId?: string) => Promise<Reply<CallOutput<Name>>>;
};

function calls(): Calls {
  return window.api;
}

/**
 * The main process ends every cancelled call within 60 s. If there is no reply after this many milliseconds, the main
 * process has stopped working.
 */
const maxAfterCancelMs = 90_000;

/** Calls the main process. Aborting cancels the work there; the call still replies in its own way. */
export async function call<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  signal?: AbortSignal,
): Promise<CallOutput<Name>> {
  if (signal?.aborted) throw new ApiError("cancelled", "Cancelled.");
  const callId = signal ? crypto.randomUUID() : undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp = (): void => {};
  const unanswered = new Promise<never>((_, reject) => {
    giveUp = () =>
      reject(new ApiError("ended-by-application", "Cancelled, but the application did not respond. Start it again."));
  });
  const cancel = (): void => {
    if (callId !== undefined) void window.api.cancelCall({ callId });
    timer = setTimeout(giveUp, maxAfterCancelMs);
  };
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const reply = await Promise.race([calls()[name](input, callId), unanswered]);
    if (!reply.ok) throw new ApiError(reply.error.code, reply.error.message, reply.error.detail);
    return reply.value;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  }
}

/** Subscribes to an event of the main process; the returned function unsubscribes. */
export function onEvent<Name extends EventName>(
  name: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  return window.api.on(name, listener);
}
