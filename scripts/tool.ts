import { spawn, type SpawnOptions } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Arguments for Node that run the program of an installed package. `npx` and `node_modules/.bin` are not used: on
 * Windows they are command files, which need a shell and its quoting.
 */
export function tool(packageName: string, program = packageName): string[] {
  const folder = join(root, "node_modules", packageName);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly bin?: string | Readonly<Record<string, string>>;
  };
  const file = typeof manifest.bin === "string" ? manifest.bin : manifest.bin?.[program];
  if (file === undefined || !existsSync(join(folder, file))) throw new Error(`${packageName} has no ${program}.`);
  return [join(folder, file)];
}

/** Runs a program to its end and shows its output. Returns the exit code, 1 if it did not start or was killed. */
export function run(program: string, parameters: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, [...parameters], { cwd: root, stdio: "inherit", ...options });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
