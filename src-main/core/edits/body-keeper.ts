import { firstHeader } from "#shared/http/headers.ts";
import type { DocumentStore, DocumentWriter } from "../documents/store.ts";
import type { BodySink, SendResult } from "../http/send-contract.ts";

export interface Keeper extends BodySink {
  /** null when no body came, or none that could be kept. */
  finish(result: SendResult): Promise<KeptBody | null>;
}

/** Keeps the body of an answer as a document. It never throws: an answer that cannot be kept was received all the same. */
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
      give(() => writer?.write(chunk));
    },
    async finish({ body }) {
      if (writer === null) return null;
      const { documentId } = writer;
      try {
        const { table } = await writer.finish({ complete: body.complete });
        return { documentId, columns: table?.columns ?? [], count: table?.recordCount ?? 0 };
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
}
