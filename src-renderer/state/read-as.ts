import type { DocumentSummary } from "#shared/documents.ts";
import { call } from "../api.ts";
import { queryClient } from "../query.ts";
import { reread } from "./transitions.ts";
import { useWorkspace } from "./workspace.ts";

/** Reads a body again in another charset and updates all its views. Does not send a request. */
export async function readDocumentAs({ documentId }: DocumentSummary, charset: string): Promise<void> {
  const document = await call("readDocumentAs", { documentId, charset });
  useWorkspace.setState((state) => reread(state, document));
  await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey.includes(documentId) });
}
