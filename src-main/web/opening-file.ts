import { rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface OpeningFile {
  readonly path: string;
  remove(): void;
}

/**
 * A page that leads to `url`, readable by this user only. The browser gets its path instead of the address, because
 * every user of a computer can read all command lines, and the address contains the one-time token.
 */
export async function writeOpeningFile(parent: string, url: string): Promise<OpeningFile> {
  // Made with mode 0700.
  const folder = await mkdtemp(join(parent, "open-"));
  const path = join(folder, "rezora-explorer.html");
  await writeFile(path, openingPage(url), { mode: 0o600, flag: "wx" });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function openingPage(url: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${url}">
<title>Rezora Explorer</title>
<p><a href="${url}">Open Rezora Explorer</a></p>
</html>
`;
}
