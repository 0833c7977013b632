import type { DocumentSummary } from "#shared/documents.ts";
import type { Emit } from "../ports.ts";
import type { Caller } from "./join-reads.ts";

/** A body that is complete sooner is shown without intermediate steps; milliseconds from its first byte. */
const quietFor = 60;
/** Milliseconds from one glance to the next: at most four a second. */
const gap = 250;

export interface GrowthReport {
  /** The body has begun. */
  begin(): void;
  /** The body has ended or is lost: there are no more events. */
  end(): void;
}

/**
 * Reports which records of a body have arrived whenever there are more. `glance` finds them; `callers` are those who
 * wait for the response and may change during the exchange.
 */
export function reportGrowth(
  emit: Emit,
  callers: ReadonlySet<Caller>,
  glance: () => Promise<DocumentSummary>,
): GrowthReport {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  let told = 0;

  function again(after: number): void {
    timer = setTimeout(() => {
      // A glance that fails, for example because a worker died, is followed by the next: the response is unaffected.
      void glance()
        .then(tell, () => {})
        .finally(() => {
          if (!over) again(gap);
        });
    }, after).unref();
  }

  function tell(document: DocumentSummary): void {
    const count = document.table?.recordCount ?? 0;
    // If reported records disappear, that is a change, too: the body is not a list of records after all.
    const isChanged = document.table === null ? told > 0 : count > told;
    if (over || !isChanged) return;
    told = count;
    for (const { exchangeId } of callers) emit("documentGrew", { exchangeId, document });
  }

  return {
    begin() {
      again(quietFor);
    },
    end() {
      over = true;
      clearTimeout(timer);
    },
  };
}
