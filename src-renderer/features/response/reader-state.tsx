import type { Query } from "@tanstack/react-query";
import { CircleX } from "lucide-react";
import type { DocumentSummary } from "#shared/documents.ts";
import { readerEnded, readerRestarted } from "#shared/reader-words.ts";
import { queryClient } from "../../query.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { saveServed } from "../exporting/save.ts";
import { EmptyState } from "./empty-state.tsx";

/** Whether a part of a response is not here because its reader ended. */
export function isReaderLoss(problem: string | null): problem is string {
  return problem === readerEnded || problem === readerRestarted;
}

export interface ReaderStateProps {
  readonly problem: string;
  readonly document: DocumentSummary;
  readonly designator: string;
  /** Back to every record in the order of the body; null where nothing is sorted, filtered or searched. */
  readonly onUnsort: (() => void) | null;
}

/** In place of a view whose reader ended: what happened, and the way to the bytes. */
export function ReaderState({ problem, document, designator, onUnsort }: ReaderStateProps) {
  const [, title = problem, advice = ""] = /^(.*?\.) (.*)$/su.exec(problem) ?? [];
  const mayTryAgain = problem === readerRestarted;
  return (
    <EmptyState
      icon={CircleX}
      title={title}
      action={
        <div className="acts">
          {mayTryAgain && (
            <Button size="small" onPress={() => tryAgain(document.documentId)}>
              Try again
            </Button>
          )}
          {mayTryAgain && onUnsort && (
            <Button size="small" onPress={() => leave(document.documentId, onUnsort)}>
              Show every record unsorted
            </Button>
          )}
          <Button size="small" onPress={() => saveServed(document, designator)}>
            Save as served
          </Button>
        </div>
      }
    >
      {mayTryAgain ? "What was asked of it may take more memory than it has. The bytes are kept." : advice}
    </EmptyState>
  );
}

/** The parts of a response that did not come. */
function failedParts(documentId: string): { predicate: (query: Query) => boolean } {
  return { predicate: ({ queryKey, state }) => state.status === "error" && queryKey.includes(documentId) };
}

function tryAgain(documentId: string): void {
  report(queryClient.resetQueries(failedParts(documentId)));
}

/** What failed is forgotten, so that it is asked for anew by whoever wants it again. */
function leave(documentId: string, onUnsort: () => void): void {
  queryClient.removeQueries(failedParts(documentId));
  onUnsort();
}
