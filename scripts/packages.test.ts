import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./tool.ts";

interface LockedPackage {
  readonly license?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

/** Licences that allow bundling a package, or building with it. Any other licence has to be reviewed first. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
  "Python-2.0",
  "WTFPL",
]);

test("every package has a licence from the list", () => {
  const strange = packages.filter(([, { license = "none" }]) => {
    const alternatives = license.replace(/[()]/gu, "").split(" OR ");
    return !alternatives.some((one) => allowed.has(one));
  });
  expect(strange.map(([path, { license }]) => `${path}: ${String(license)}`)).toEqual([]);
});

test("versions are exact, and nothing is installed with the application", () => {
  const loose = Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version));
  expect(loose).toEqual([]);
  expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
});

test("the lock file does not name a registry, so any mirror can be used", () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test("no package needs an install step of its own", () => {
  const withStep = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path);
  // esbuild only checks its own binary there; electron-winstaller is for a kind of installer that is not built.
  expect(withStep).toEqual(["node_modules/electron-winstaller", "node_modules/esbuild"]);
});
