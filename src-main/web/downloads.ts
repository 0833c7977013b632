import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CallError } from "#core/call-error.ts";
import type { Files } from "#core/ports.ts";
import { safeHeaders } from "#host/page.ts";

interface Prepared {
  readonly name: string;
  readonly file: string;
}

export interface Downloads extends Files {
  /** Sends a prepared file and forgets it; false when the path names none. */
  serve(path: string, response: ServerResponse): Promise<boolean>;
}

/** RFC 8187 §3.2: what `encodeURIComponent` leaves and the grammar does not take is encoded too. */
function extendedValue(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `UTF-8''${encoded}`;
}

/**
 * Saving by download. The content is written to the temporary folder first, so that a failure is the call's failure
 * and not half a file among somebody's downloads. Each address is good for one use.
 */
export function createDownloads(temporaryFolder: string): Downloads {
  const prepared = new Map<string, Prepared>();
  return {
    async save(suggestedName, content, signal) {
      const id = randomUUID();
      const file = join(temporaryFolder, `download-${id}`);
      try {
        await pipeline(Readable.from(content), createWriteStream(file, { mode: 0o600 }), { signal });
      } catch (error) {
        await rm(file, { force: true });
        if (signal.aborted) throw new CallError("cancelled", "The export was cancelled. Nothing was saved.");
        throw new CallError("storage-failed", "The export could not be written. Nothing was saved.", codeOf(error));
      }
      const url = `/download/${id}`;
      prepared.set(url, { name: suggestedName, file });
      return { state: "download", url };
    },
    async serve(path, response) {
      const download = prepared.get(path);
      if (download === undefined) return false;
      prepared.delete(path);
      const { size } = await stat(download.file);
      response.writeHead(200, {
        ...safeHeaders,
        "Content-Type": "application/octet-stream",
        "Content-Length": size,
        "Content-Disposition": `attachment; filename*=${extendedValue(download.name)}`,
      });
      try {
        await pipeline(createReadStream(download.file), response);
      } finally {
        await rm(download.file, { force: true });
      }
      return true;
    },
  };
}

/** `ENOSPC` and its like. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
