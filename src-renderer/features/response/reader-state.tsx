import type { Query } from "@tanstack/react-query";
import { CircleX } from "lucide-react";
import type { DocumentSummary } from "#shared/documents.ts";
import { readerEnded, readerRestarted } from "#shared/reader-words.ts";
import { queryClient } from "../../query.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { saveServed } from "../exporting/save.ts";
import { EmptyState } from "./empty-state.tsx";

/** Whether a part of a response is missing because its reader stopped. */
export function isReaderLoss(problem: string | null): problem is string {
  return problem === readerEnded || problem === readerRestarted;
}

export interface ReaderStateProps {
  readonly problem: string;
  readonly document: DocumentSummary;
  readonly designator: string;
  /** Shows every record in the order of the body again; null where nothing is sorted, filtered or searched. */
  readonly onUnsort: (() => void) | null;
}

/** Replaces a view whose reader stopped: what happened, and the way to the bytes. */
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

/** The parts of a response that did not arrive. */
function failedParts(documentId: string): { predicate: (query: Query) => boolean } {
  return { predicate: ({ queryKey, state }) => state.status === "error" && queryKey.includes(documentId) };
}

function tryAgain(documentId: string): void {
  report(queryClient.resetQueries(failedParts(documentId)));
}

/** Forgets failures, so each part is requested again when it is next needed. */
function leave(documentId: string, onUnsort: () => void): void {
  queryClient.removeQueries(failedParts(documentId));
  onUnsort();
}
