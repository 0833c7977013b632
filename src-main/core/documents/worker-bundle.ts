import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

/** For tests: the worker as the application's build makes it, one file without imports of ours. */
export async function bundleWorker(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), "documents-worker-"));
  await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("../../../", import.meta.url)),
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL("worker.ts", import.meta.url)),
      outDir: folder,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "documents-worker.mjs" } },
    },
  });
  return pathToFileURL(join(folder, "documents-worker.mjs"));
}
