import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { startWebProcess, type WebProcess } from "./support/browser-host.ts";
import { expect, test } from "./support/test.ts";

/**
 * What the system's opener received. It runs until a file says that it was examined, or until its folder is removed.
 */
interface Recording {
  readonly web: WebProcess;
  readonly token: string;
  /** The one parameter of the opener. */
  readonly path: string;
  /** Its parameters and environment, in full. */
  readonly seen: string;
  /** Lets the opener end. */
  readonly release: () => Promise<void>;
}

/** Starts the browser host with an `xdg-open` that records instead of opening. */
async function recordOpening(dataFolder: string): Promise<Recording> {
  const folder = join(dataFolder, "recorder");
  await mkdir(folder);
  const opener = join(folder, "xdg-open");
  const script = `#!/bin/sh
cd '${folder}'
printf '%s\\n' "$@" > parameters
cat /proc/$$/environ /proc/$$/cmdline > all
mv parameters opened
while [ -e xdg-open ] && [ ! -e release ]; do sleep 0.1; done
`;
  await writeFile(opener, script);
  await chmod(opener, 0o700);
  const path = `${folder}:${process.env["PATH"] ?? ""}`;
  const web = await startWebProcess(join(dataFolder, "data"), { ...process.env, PATH: path, DISPLAY: ":none" });
  await expect.poll(() => readdir(folder)).toContain("opened");
  return {
    web,
    token: new URL(web.url).searchParams.get("token") ?? "",
    path: (await readFile(join(folder, "opened"), "utf8")).trim(),
    seen: await readFile(join(folder, "all"), "latin1"),
    release: () => writeFile(join(folder, "release"), ""),
  };
}

/** Command lines and environments of every process that this user may look at. */
async function everyProcess(): Promise<string> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name) && name !== String(process.pid));
  const files = ids.flatMap((id) => [`/proc/${id}/cmdline`, `/proc/${id}/environ`]);
  return (await Promise.all(files.map((file) => readFile(file, "latin1").catch(() => "")))).join("\n");
}

test.skip(process.platform !== "linux", "the opener of another system cannot be replaced by its PATH");

test("the token is in no command line and in no environment [security: token-in-arguments]", async ({ dataFolder }) => {
  const { web, token, path, seen, release } = await recordOpening(dataFolder);
  try {
    expect(token).toMatch(/^[\w-]{40,}$/u);
    expect(seen).toContain(path);
    expect(seen).not.toContain(token);
    const all = await everyProcess();
    // The opener is running, so it is in the list.
    expect(all).toContain(path);
    expect(all.includes(token), "a process shows the token").toBe(false);
  } finally {
    await release();
    await web.interrupt();
  }
});

test("only this user can read the file that leads to the address [security: opening-file]", async ({ dataFolder }) => {
  const { web, token, path, release } = await recordOpening(dataFolder);
  await release();
  const modes = await Promise.all([path, dirname(path)].map(async (each) => (await stat(each)).mode & 0o777));
  expect(modes).toEqual([0o600, 0o700]);
  expect(await readFile(path, "utf8")).toContain(token);
  // Never opened: it is removed when the program ends.
  await web.interrupt();
  await expect(stat(path)).rejects.toThrow("ENOENT");
});

test("the file opens the application in the browser, once, and is removed [security: opening-file]", async ({
  dataFolder,
  openBrowser,
}) => {
  const { web, path, release } = await recordOpening(dataFolder);
  await release();
  const context = await (await openBrowser()).newContext();
  const page = await context.newPage();
  const { origin } = new URL(web.url);
  await page.goto(`file://${path}`);
  await page.waitForURL(`${origin}/`);
  await page.waitForFunction(() => "api" in window);
  expect(await page.evaluate(() => window.api.getSettings({}))).toMatchObject({ ok: true });
  await page.reload();
  expect(await page.evaluate(() => window.api.getSettings({}))).toMatchObject({ ok: true });
  await expect(stat(path)).rejects.toThrow("ENOENT");
  await context.close();
  await web.interrupt();
});
