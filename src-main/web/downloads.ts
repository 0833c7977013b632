import { createHash, randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { CallError } from "#core/call-error.ts";
import { exportCancelled } from "#core/exporting/export-cancelled.ts";
import type { Files, FileToSave, SavedFile } from "#core/ports.ts";
import { safeHeaders } from "#host/page.ts";

export interface Downloads extends Files {
  /** Serves the file that waits at this path; false if there is none. */
  serve(path: string, response: ServerResponse): boolean;
}

/** RFC 8187 §3.2: also encodes what `encodeURIComponent` leaves but the grammar does not allow. */
function extendedValue(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `UTF-8''${encoded}`;
}

/** Waiting files are looked up by a digest, so the time of a look-up reveals nothing about an address. */
function digestOf(url: string): string {
  return createHash("sha256").update(url).digest("base64");
}

/**
 * Saves by download: the content streams to the browser while it is made, and the call ends with it. A failure or
 * cancellation closes the connection before the announced end, which a browser treats as a failed download. Each
 * address is a ticket, because a link sends no header: it is random, known only to the page, and valid for one use
 * while its export waits.
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
