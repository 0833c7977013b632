import type { DocumentSummary } from "#shared/documents.ts";
import { firstHeader } from "#shared/http/headers.ts";
import type { DocumentStore, DocumentWriter } from "../documents/store.ts";
import type { BodySink, SendResult } from "../http/send-contract.ts";

export interface Keeper extends BodySink {
  /** null if no body came, or if it could not be kept. */
  finish(result: SendResult): Promise<KeptBody | null>;
}

/** Keeps the body of a response as a document. Never throws: a response that cannot be kept was still received. */
export function createKeeper(documents: Pick<DocumentStore, "open" | "close">): Keeper {
  let writer: DocumentWriter | null = null;
  const give = (step: () => void): void => {
    try {
      step();
    } catch {
      if (writer !== null) documents.close(writer.documentId);
      writer = null;
    }
  };
  return {
    begin({ status, headers, expectedBytes }) {
      give(() => {
        const contentType = firstHeader(headers, "content-type") ?? null;
        writer = documents.open({ status, contentType, expectedBytes, noData: status === 204 });
      });
    },
    write(chunk) {
      let ready: Promise<void> | undefined;
      give(() => {
        ready = writer?.write(chunk);
      });
      return ready;
    },
    async finish({ body }) {
      if (writer === null) return null;
      const { documentId } = writer;
      try {
        const summary = await writer.finish({ complete: body.complete });
        const { table } = summary;
        return { documentId, columns: table?.columns ?? [], count: table?.recordCount ?? 0, summary };
      } catch {
        documents.close(documentId);
        return null;
      }
    },
  };
}

export interface KeptBody {
  readonly documentId: string;
  readonly columns: readonly string[];
  readonly count: number;
  readonly summary: DocumentSummary;
}
