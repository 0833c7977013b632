/**
 * Counts the holders of a document. Two callers of one joined request get the same document, and each closes it when
 * its view goes away; only the last close has an effect.
 */
export interface DocumentLeases {
  add(documentId: string): void;
  /** Returns true if nobody else holds it. */
  release(documentId: string): boolean;
}

export function createDocumentLeases(): DocumentLeases {
  const holders = new Map<string, number>();
  return {
    add(documentId) {
      holders.set(documentId, (holders.get(documentId) ?? 0) + 1);
    },
    release(documentId) {
      const left = (holders.get(documentId) ?? 1) - 1;
      if (left > 0) holders.set(documentId, left);
      else holders.delete(documentId);
      return left <= 0;
    },
  };
}
