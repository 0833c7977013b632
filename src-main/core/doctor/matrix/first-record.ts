import type { WholeRecord } from "#shared/documents.ts";
import type { DocumentStore, DocumentWriter } from "../../documents/store.ts";
import type { Outgoing, Sender } from "../../exchanges/outgoing.ts";
import type { SendResult } from "../../http/send-contract.ts";

/** The first record is within this many bytes, however large the collection is. */
const enoughBytes = 65_536;

export interface FirstRecordParts {
  readonly sender: Pick<Sender, "send">;
  readonly documents: Pick<DocumentStore, "open" | "getRecord" | "close">;
}

/** Sends a GET of a collection and reads no more of the response than its first record requires. */
export async function readFirstRecord(
  { sender, documents }: FirstRecordParts,
  outgoing: Outgoing,
  owner: string,
  signal: AbortSignal,
): Promise<{ readonly result: SendResult; readonly record: WholeRecord | null }> {
  const enough = new AbortController();
  const opened: DocumentWriter[] = [];
  let bytes = 0;
  try {
    const result = await sender.send(outgoing, {
      owner,
      signal: AbortSignal.any([signal, enough.signal]),
      headOnly: false,
      onProgress: () => undefined,
      sink: {
        begin({ status, expectedBytes }) {
          // Detected from the content, so a wrong Content-Type does not matter.
          if (status === 200) opened.push(documents.open({ status, contentType: null, expectedBytes }));
        },
        write(chunk) {
          bytes += chunk.length;
          const written = opened[0]?.write(chunk);
          if (bytes >= enoughBytes) enough.abort();
          return written;
        },
      },
    });
    const [writer] = opened;
    if (signal.aborted || writer === undefined) return { result, record: null };
    const { documentId } = writer;
    const { table } = await writer.finish({ complete: !enough.signal.aborted });
    const hasRecords = table !== null && table.recordCount > 0;
    return { result, record: hasRecords ? await documents.getRecord({ documentId, record: 0 }, signal) : null };
  } finally {
    for (const { documentId } of opened) documents.close(documentId);
  }
}
