/** For tests: a process that starts to save a file, reports the first piece, and never finishes. */
import { saveFile } from "./save-file.ts";
import { openUnfinishedFiles } from "./unfinished-files.ts";

const [target = "", notes = ""] = process.argv.slice(2);

async function* endless(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode("half"));
  process.stdout.write("writing\n");
  setInterval(() => undefined, 1_000);
  await new Promise(() => undefined);
}

void saveFile(target, endless(), new AbortController().signal, openUnfinishedFiles(notes));
