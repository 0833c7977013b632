import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRendererBundle, type RendererBundle } from "./renderer-bundle.ts";

let folder: string;
let bundle: RendererBundle;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rezora-bundle-"));
  const inside = join(folder, "renderer");
  await mkdir(join(inside, "assets"), { recursive: true });
  await writeFile(join(inside, "index.html"), "<!doctype html>");
  await writeFile(join(inside, "assets", "app.js"), "1");
  await writeFile(join(inside, "assets", "notes.exe"), "no such type");
  await writeFile(join(folder, "secret.js"), "outside");
  await symlink(join(folder, "secret.js"), join(inside, "assets", "link.js"));
  await symlink(folder, join(inside, "up"), "junction");
  bundle = await openRendererBundle(inside);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the files of the bundle are found by their names", async () => {
  expect(await bundle.read("/")).toMatchObject({ contentType: "text/html; charset=utf-8" });
  expect(await bundle.read("/index.html")).toMatchObject({ contentType: "text/html; charset=utf-8" });
  const script = await bundle.read("/assets/app.js");
  expect(script?.contentType).toBe("text/javascript; charset=utf-8");
  expect(new TextDecoder().decode(script?.content)).toBe("1");
});

test.each([
  "/../secret.js",
  "/%2e%2e/secret.js",
  "/assets/../../secret.js",
  "/assets/..%2f..%2fsecret.js",
  "/assets/%252e%252e/secret.js",
  "/assets/..\\..\\secret.js",
  "/assets/app.js%00.html",
  "/assets/app.js\0",
  "/assets/link.js",
  "/up/secret.js",
  "/assets/notes.exe",
  "/assets",
  "/assets/",
  "//assets/app.js",
  "/%E0%A4%A",
  "",
])("nothing else is found: %s", async (path) => {
  expect(await bundle.read(path)).toBeNull();
});
