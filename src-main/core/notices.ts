import type { Notice } from "#shared/contract.ts";
import type { Emit } from "./ports.ts";

/** Notices for the user that are not the result of a call. */
export interface Notices {
  /** Sends a notice to open windows and keeps it for windows that open later. It replaces one with the same code. */
  say(notice: Notice): void;
  /** The notice is no longer true; windows that open later do not get it. */
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
