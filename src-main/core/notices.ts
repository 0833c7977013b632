import type { Notice } from "#shared/contract.ts";
import type { Emit } from "./ports.ts";

/** Notices for the user that no call asked for. */
export interface Notices {
  /** Says it to whoever listens now and keeps it for windows that open later. The same code replaces the older one. */
  say(notice: Notice): void;
  /** What was said is no longer true; a window that opens later does not hear it. */
  withdraw(code: string): void;
  readonly all: readonly Notice[];
}

export function createNotices(emit: Emit): Notices {
  const said = new Map<string, Notice>();
  return {
    say(notice) {
      said.set(notice.code, notice);
      emit("notice", notice);
    },
    withdraw(code) {
      said.delete(code);
    },
    get all() {
      return [...said.values()];
    },
  };
}
