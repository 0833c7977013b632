/** For tests: a process that saves one file repeatedly and reports each saved version until it is killed. */
import { saveFile } from "./save-file.ts";
import { openUnfinishedFiles } from "./unfinished-files.ts";

const pieces = 16;

/** Sizes differ from one version to the next, so a mix of two would be noticed. */
const pieceLength = (version: number): number => 1_000 + ((version * 7_919) % 60_000);

/** The version that a file contains; null if it is not one complete version. */
export function readVersion(content: string): number | null {
  const version = Number.parseInt(content, 10);
  return content === `${String(version)}\n${"x".repeat(pieceLength(version) * pieces)}` ? version : null;
}

async function* contentOf(version: number): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(`${String(version)}\n`));
  for (let piece = 0; piece < pieces; piece += 1) yield Buffer.from("x".repeat(pieceLength(version)));
}

const [target = "", notes = "", first] = process.argv.slice(2);
if (first !== undefined) {
  const { signal } = new AbortController();
  for (let version = Number(first); ; version += 1) {
    await saveFile(target, contentOf(version), signal, openUnfinishedFiles(notes));
    process.stdout.write(`${String(version)}\n`);
  }
}
