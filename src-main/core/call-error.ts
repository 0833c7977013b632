import type { FailureCode } from "#shared/reply.ts";

/** A refusal with a name: thrown anywhere in the core, turned into a `Reply` by dispatch. Never holds a secret. */
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
