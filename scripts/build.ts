import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNotices } from "./third-party.ts";
import { root, run, tool } from "./tool.ts";

const sources = [
  "src-shared",
  "src-main",
  "src-renderer",
  "resources",
  "scripts/third-party.ts",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
];
const stamp = join(root, "out", "built-from");

function listFiles(path: string): string[] {
  const entries = readdirSync(join(root, path), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Compares contents, not times: a checkout of an older commit has new times, and a clock can be wrong. */
function digestOfSources(): string {
  const hash = createHash("sha256");
  const files = sources.flatMap((path) => (path.includes(".") ? [join(root, path)] : listFiles(path)));
  for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Builds into `out` unless it was built from the current sources. Reports what it does on standard error. */
export async function ensureBuilt(): Promise<void> {
  const digest = digestOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error("Building…");
  const code = await run(process.execPath, [...tool("electron-vite"), "build", "--logLevel", "warn"], {
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0) throw new Error("The build failed; its messages are above.");
  writeNotices();
  writeFileSync(stamp, digest);
}
