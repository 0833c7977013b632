import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CallError } from "#core/call-error.ts";
import type { FileToSave } from "#core/ports.ts";
import { createDownloads, type Downloads } from "./downloads.ts";

let server: Server;
let downloads: Downloads;
beforeEach(async () => {
  downloads = createDownloads();
  server = createServer((request, response) => {
    if (!downloads.serve(request.url ?? "", response)) response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const never = new AbortController().signal;
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

async function open(url: string): Promise<IncomingMessage> {
  const asked = get(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${url}`);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return answer;
}

/** A file and the address at which it is offered. */
function offer(
  content: AsyncIterable<Uint8Array>,
  byteCount: number | null,
): { readonly file: FileToSave; readonly url: Promise<string> } {
  let offered: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => (offered = resolve));
  return { file: { name: "Zoë's (1).csv", content, byteCount, onDownload: offered }, url };
}

async function* pieces(...contents: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const content of contents) yield await Promise.resolve(bytes(content));
}

test("streams to the browser, and the call ends with the download", async () => {
  const { file, url } = offer(pieces("é", "b"), 3);
  const saved = downloads.save(file, never);
  const answer = await open(await url);
  expect(answer.headers).toMatchObject({
    "content-length": "3",
    "content-type": "application/octet-stream",
    "content-disposition": "attachment; filename*=UTF-8''Zo%C3%AB%27s%20%281%29.csv",
  });
  expect(await text(answer)).toBe("éb");
  expect(await saved).toEqual({ name: "Zoë's (1).csv", bytes: 3 });
  // Each address can be used once.
  expect((await open(await url)).statusCode).toBe(404);
});

test("pulls nothing before the browser requests the file", async () => {
  let pulled = false;
  async function* watched(): AsyncGenerator<Uint8Array> {
    pulled = true;
    yield await Promise.resolve(bytes("a"));
  }
  const cancel = new AbortController();
  const { file, url } = offer(watched(), null);
  const saved = downloads.save(file, cancel.signal);
  const address = await url;
  cancel.abort();
  await expect(saved).rejects.toMatchObject({ code: "cancelled" });
  expect(pulled).toBe(false);
  expect((await open(address)).statusCode).toBe(404);
});

/** The connection closed before or after the head of the response: in both cases a browser discards the file. */
const brokenOff = /^(?:aborted|socket hang up)$/u;

test.each([null, 1_000])("cancelled halfway (length %j): the browser sees a failed download", async (length) => {
  const cancel = new AbortController();
  // Like the documents, the content fails with its own error after an abort.
  async function* cancelled(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes("half"));
    cancel.abort();
    throw new CallError("cancelled", "Stopped.");
  }
  const { file, url } = offer(cancelled(), length);
  const saved = expect(downloads.save(file, cancel.signal)).rejects.toMatchObject({
    code: "cancelled",
    message: "The export was cancelled. Nothing was saved.",
  });
  await expect(open(await url).then(text)).rejects.toThrow(brokenOff);
  await saved;
});

test("content that fails halfway is a failed download and fails the call with the same error", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes("half"));
    throw new CallError("document-failed", "The document is gone.");
  }
  const { file, url } = offer(failing(), null);
  const saved = expect(downloads.save(file, never)).rejects.toMatchObject({ code: "document-failed" });
  await expect(open(await url).then(text)).rejects.toThrow(brokenOff);
  await saved;
});

test("a browser that goes away ends the export", async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield await Promise.resolve(bytes("x".repeat(65_536)));
  }
  const { file, url } = offer(endless(), null);
  const saved = downloads.save(file, never);
  (await open(await url)).destroy();
  await expect(saved).rejects.toMatchObject({
    code: "cancelled",
    message: "The browser ended the download. Nothing was saved.",
  });
});
