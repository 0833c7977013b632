import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../../scripts/tool.ts";
import type { Measure, Row } from "./row.ts";

async function row(id: string, what: string, files: readonly string[], goal: number): Promise<Row> {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const kilobytes = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0) / 1_024;
  return {
    id,
    what,
    value: kilobytes(contents.map((content) => gzipSync(content, { level: 9 }).length)),
    unit: "KB",
    goal,
    reference: { value: kilobytes(contents.map((content) => content.length)), what: "not compressed" },
  };
}

/** Scripts that the page names, and their static imports. */
async function startChunks(folder: string): Promise<string[]> {
  const page = await readFile(join(folder, "index.html"), "utf8");
  return [...page.matchAll(/(?:src|href)="[./]*(assets\/[^"]+\.js)"/gu)].map(([, path]) => join(folder, path ?? ""));
}

/** P15: what has to be read before the application runs, compressed as in an installer. */
export const measureBundle: Measure = {
  goals: ["P15"],
  async run() {
    const out = join(root, "out");
    const main = (await readdir(join(out, "main"))).filter((name) => name.endsWith(".cjs"));
    return [
      await row("P15-renderer", "renderer, start chunk", await startChunks(join(out, "renderer")), 450),
      await row("P15-preload", "preload", [join(out, "preload", "preload.cjs")], 2),
      await row(
        "P15-main",
        `main process (${main.map((name) => basename(name, ".cjs")).join(", ")})`,
        main.map((name) => join(out, "main", name)),
        600,
      ),
    ];
  },
};
