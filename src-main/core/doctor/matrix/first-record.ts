import type { WholeRecord } from "#shared/documents.ts";
import type { DocumentStore, DocumentWriter } from "../../documents/store.ts";
import type { Outgoing, Sender } from "../../exchanges/outgoing.ts";
import type { SendResult } from "../../http/send-contract.ts";

/** The first record stands in here, however large the collection is. */
const enoughBytes = 65_536;

export interface FirstRecordParts {
  readonly sender: Pick<Sender, "send">;
  readonly documents: Pick<DocumentStore, "open" | "getRecord" | "close">;
}

/** Sends a GET of a collection and reads no more of the answer than its first record needs. */
export async function readFirstRecord(
  { sender, documents }: FirstRecordParts,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<{ readonly result: SendResult; readonly record: WholeRecord | null }> {
  const enough = new AbortController();
  let writer: DocumentWriter | null = null;
  let bytes = 0;
  const result = await sender.send(outgoing, {
    signal: AbortSignal.any([signal, enough.signal]),
    headOnly: false,
    onProgress: () => undefined,
    sink: {
      begin({ status, expectedBytes }) {
        // By content, so that a wrong declaration does not matter.
        if (status === 200) writer = documents.open({ status, contentType: null, expectedBytes });
      },
      write(chunk) {
        bytes += chunk.length;
        const written = writer?.write(chunk);
        if (bytes >= enoughBytes) enough.abort();
        return written;
      },
    },
  });
  return {
    result,
    record: signal.aborted ? null : await recordIn(documents, openedBy(writer), signal, !enough.signal.aborted),
  };
}

async function recordIn(
  documents: FirstRecordParts["documents"],
  writer: DocumentWriter | null,
  signal: AbortSignal,
  complete: boolean,
): Promise<WholeRecord | null> {
  if (writer === null) return null;
  try {
    const { table } = await writer.finish({ complete });
    if (table === null || table.recordCount === 0) return null;
    return await documents.getRecord({ documentId: writer.documentId, record: 0 }, signal);
  } finally {
    documents.close(writer.documentId);
  }
}

/** The compiler does not see that a callback may have set it. */
function openedBy(writer: DocumentWriter | null): DocumentWriter | null {
  return writer;
}
