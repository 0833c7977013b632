import { createHash, randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { CallError } from "#core/call-error.ts";
import { exportCancelled } from "#core/exporting/export-cancelled.ts";
import type { Files, FileToSave, SavedFile } from "#core/ports.ts";
import { safeHeaders } from "#host/page.ts";

export interface Downloads extends Files {
  /** Answers with a file that waits under this path; false when there is none. */
  serve(path: string, response: ServerResponse): boolean;
}

/** RFC 8187 §3.2: what `encodeURIComponent` leaves and the grammar does not take is encoded too. */
function extendedValue(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `UTF-8''${encoded}`;
}

/** Waiting files are looked up by a digest, so that the time of a look-up says nothing about an address. */
function digestOf(url: string): string {
  return createHash("sha256").update(url).digest("base64");
}

/**
 * Saving by download: the content streams to the browser as it is made, and the call ends with it. What fails or is
 * cancelled breaks the connection off before the end that was announced, which a browser takes for a failed download
 * and drops. Each address is a ticket, since a link carries no header: it is random, only the page knows it, and it is
 * good for one use and only as long as its export waits.
 */
export function createDownloads(): Downloads {
  const waiting = new Map<string, (response: ServerResponse) => void>();

  function browserAsks(onDownload: (url: string) => void, signal: AbortSignal): Promise<ServerResponse> {
    const url = `/download/${randomBytes(32).toString("base64url")}`;
    const key = digestOf(url);
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        waiting.delete(key);
        reject(exportCancelled());
      };
      if (signal.aborted) return cancel();
      signal.addEventListener("abort", cancel, { once: true });
      waiting.set(key, (response) => {
        signal.removeEventListener("abort", cancel);
        resolve(response);
      });
      onDownload(url);
    });
  }

  return {
    async save(file, signal) {
      return await send(file, await browserAsks(file.onDownload, signal), signal);
    },
    serve(path, response) {
      const key = digestOf(path);
      const take = waiting.get(key);
      waiting.delete(key);
      take?.(response);
      return take !== undefined;
    },
  };
}

async function send(file: FileToSave, response: ServerResponse, signal: AbortSignal): Promise<SavedFile> {
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of file.content) {
      bytes += piece.length;
      yield piece;
    }
  }
  response.writeHead(200, {
    ...safeHeaders,
    "Content-Type": "application/octet-stream",
    ...(file.byteCount === null ? {} : { "Content-Length": file.byteCount }),
    "Content-Disposition": `attachment; filename*=${extendedValue(file.name)}`,
  });
  try {
    await pipeline(counted(), response, { signal });
    return { name: file.name, bytes };
  } catch (error) {
    if (signal.aborted) throw exportCancelled();
    if (error instanceof CallError) throw error;
    throw new CallError("cancelled", "The browser ended the download. Nothing was saved.");
  }
}
