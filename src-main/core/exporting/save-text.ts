import type { SaveTextRequest, SaveTextResult } from "#shared/exporting.ts";
import type { Ports } from "../ports.ts";
import { cleanFileName } from "../storage/file-name.ts";

/** Saves a text that is already in memory, as UTF-8, to a file that the user chooses. */
export async function saveText(
  { emit, files }: Pick<Ports, "emit" | "files">,
  { exportId, text, suggestedName }: SaveTextRequest,
  signal: AbortSignal,
): Promise<SaveTextResult> {
  const bytes = Buffer.from(text, "utf8");
  async function* content(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const saved = await files.save(
    {
      name: cleanFileName(suggestedName),
      content: content(),
      byteCount: bytes.length,
      onDownload: (url) => emit("exportDownload", { exportId, url }),
    },
    signal,
  );
  return saved === null ? { state: "dismissed" } : { state: "saved", ...saved };
}
