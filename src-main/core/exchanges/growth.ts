import type { DocumentSummary } from "#shared/documents.ts";
import type { Emit } from "../ports.ts";
import type { Caller } from "./join-reads.ts";

/** A body that is whole sooner is shown at once, without steps on the way; milliseconds from its first byte. */
const quietFor = 60;
/** From one look to the next, milliseconds: four a second at most. */
const gap = 250;

export interface GrowthReport {
  /** The body begins. */
  begin(): void;
  /** The body is over, or lost: nothing more is told. */
  end(): void;
}

/**
 * Tells which records of a body have arrived, from the first ones on, whenever there are more. `glance` is asked for
 * them; `callers` are those who wait for the answer and may change on the way.
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
      // A look that fails, because a worker died say, is followed by the next: the answer itself is not at stake.
      void glance()
        .then(tell, () => {})
        .finally(() => {
          if (!over) again(gap);
        });
    }, after).unref();
  }

  function tell(document: DocumentSummary): void {
    const count = document.table?.recordCount ?? 0;
    // After records were reported, their disappearance is a change, too: the body is not a list of records after all.
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
