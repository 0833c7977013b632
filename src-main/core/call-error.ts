import type { FailureCode } from "#shared/reply.ts";

/** An error with a stable code, thrown anywhere in the core and turned into a `Reply` by dispatch. Holds no secret. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: FailureCode;
  readonly detail: string | undefined;

  constructor(code: FailureCode, message: string, detail?: string) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}
