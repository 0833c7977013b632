import { useQuery } from "@tanstack/react-query";
import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { call } from "../../api.ts";
import { nothingFolded } from "./folding.ts";
import { textOf } from "./value-text.ts";

/** Longer bodies are not quoted; in bytes. */
const maxQuoted = 4_096;
/** The maximum length of a quotation in a strip, in characters. */
const maxWords = 160;

/** The server's own message about an error; null when there is nothing that can be quoted. */
export function useServerWords({ status, document }: Exchange): string | null {
  const quoted = document !== null && status !== null && status >= 400 && document.byteLength <= maxQuoted;
  const { data } = useQuery({
    queryKey: ["server-words", document?.documentId],
    queryFn: ({ signal }) => (document === null ? null : wordsOf(document, signal)),
    enabled: quoted,
    gcTime: 20_000,
  });
  return (quoted ? data : null) ?? null;
}

async function wordsOf(document: DocumentSummary, signal: AbortSignal): Promise<string | null> {
  const { documentId, table, format } = document;
  if (table?.recordCount === 1) {
    const { columns, row } = await call("getRecord", { documentId, record: 0, cellLimit: 2_000 }, signal);
    const index = columns.findIndex((column) => /message|error|reason|detail/iu.test(column));
    const cell = row.cells[index];
    return shortened(textOf(cell) ?? (typeof cell === "object" && cell.kind === "cut" ? cell.text : ""));
  }
  // An HTML page of a web server is not a message.
  if (format !== "text" || document.notices.some(({ code }) => code === "type-mismatch")) return null;
  const { window } = await call(
    "getLines",
    { documentId, as: "raw", folding: nothingFolded, offset: 0, limit: 2 },
    signal,
  );
  return shortened(window.map(({ tokens }) => tokens.map(([, text]) => text).join("")).join(" "));
}

function shortened(text: string): string | null {
  const words = text.trim().replace(/\s+/gu, " ");
  if (words === "") return null;
  return words.length > maxWords ? `${words.slice(0, maxWords)}…` : words;
}
