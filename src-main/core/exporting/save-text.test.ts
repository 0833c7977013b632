import { expect, test } from "vitest";
import type { FileToSave, SavedFile } from "../ports.ts";
import { saveText } from "./save-text.ts";

const never = new AbortController().signal;
const request = { exportId: "t", text: "Zoë | 1\n", suggestedName: "access/matrix.md" };

/** Files that accept everything, or for which the user chooses none. */
function filesOf(chosen: boolean) {
  const taken: { name: string; text: string }[] = [];
  const emitted: unknown[] = [];
  const ports = {
    emit: (name: string, payload: unknown) => void emitted.push([name, payload]),
    files: {
      async save(file: FileToSave): Promise<SavedFile | null> {
        if (!chosen) return null;
        file.onDownload("/download/1");
        const pieces: Uint8Array[] = [];
        for await (const piece of file.content) pieces.push(piece);
        const bytes = Buffer.concat(pieces);
        expect(bytes.length).toBe(file.byteCount);
        taken.push({ name: file.name, text: bytes.toString("utf8") });
        return { name: file.name, bytes: bytes.length };
      },
    },
  };
  return { ports, taken, emitted };
}

test("a text is saved as UTF-8 under a clean name, and a host that downloads reports the address", async () => {
  const { ports, taken, emitted } = filesOf(true);
  expect(await saveText(ports, request, never)).toEqual({ state: "saved", name: "access-matrix.md", bytes: 9 });
  expect(taken).toEqual([{ name: "access-matrix.md", text: request.text }]);
  expect(emitted).toEqual([["exportDownload", { exportId: "t", url: "/download/1" }]]);
});

test("nothing is saved when the user chooses no file", async () => {
  const { ports, taken } = filesOf(false);
  expect(await saveText(ports, request, never)).toEqual({ state: "dismissed" });
  expect(taken).toEqual([]);
});
