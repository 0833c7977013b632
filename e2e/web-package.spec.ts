import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { listBundledPackages, noticesFile } from "../scripts/third-party.ts";
import { root } from "../scripts/tool.ts";

const assets = join(root, "out", "renderer", "assets");

test("every package and font of the build has its licence in the notices [security: third-party-notices]", () => {
  const notices = readFileSync(noticesFile, "utf8");
  const packages = listBundledPackages();
  // Known to be bundled, each by a different one of the five builds or by a stylesheet.
  const names = packages.map(({ name }) => name);
  for (const name of ["react", "electron-store", "saxes", "zod", "@fontsource-variable/inter"]) {
    expect(names).toContain(name);
  }
  expect(packages.filter(({ text = "" }) => text.length < 200).map(({ name }) => name)).toEqual([]);
  for (const { name, version, text = "" } of packages) {
    expect(notices).toContain(`\n${name} ${version} (`);
    expect(notices).toContain(text);
  }
});

test("no font of the build comes from a package that the notices do not name [security: third-party-notices]", () => {
  const fonts = readdirSync(assets).filter((file) => file.endsWith(".woff2"));
  expect(fonts.length).toBeGreaterThan(0);
  const files = listBundledPackages()
    .filter(({ name }) => name.startsWith("@fontsource"))
    .flatMap(({ name }) => readdirSync(join(root, "node_modules", name, "files")));
  // The build appends a digest of the content to the name of the font.
  const unnamed = fonts.filter((font) => !files.includes(`${font.replace(/-.{8}\.woff2$/u, "")}.woff2`));
  expect(unnamed).toEqual([]);
});
