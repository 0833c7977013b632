import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createBillOfMaterials, formatNotices } from "./third-party.ts";
import { root } from "./tool.ts";

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
};
const installedVersion = (name: string): string => lock.packages[`node_modules/${name}`]?.version ?? "";

test("the notices name each package with its version, its licence and the licence text", () => {
  const notices = formatNotices([
    { name: "one", version: "1.0.0", identifier: "MIT", text: "Copyright One" },
    { name: "@scope/two", version: "2.0.0", identifier: "ISC", text: "Copyright Two" },
  ]);
  const rule = "-".repeat(80);
  expect(notices).toContain(`${rule}\none 1.0.0 (MIT)\n\nCopyright One\n`);
  expect(notices).toContain(`${rule}\n@scope/two 2.0.0 (ISC)\n\nCopyright Two\n`);
});

test("the bill of materials separates what is delivered from what only builds and tests [security: bill-of-materials]", async () => {
  const bundled = { name: "react", version: installedVersion("react") };
  const bill = await createBillOfMaterials([bundled]);
  expect(bill).toMatchObject({
    bomFormat: "CycloneDX",
    metadata: { component: { name: "rezora-explorer", type: "application" } },
  });
  const required = bill.components.filter(({ scope }) => scope === "required").map(({ name }) => name);
  expect(required.sort()).toEqual(["electron", "react"]);
  const places = Object.keys(lock.packages).filter((path) => path !== "");
  const locked = new Set(places.map((path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)));
  const listed = new Set(bill.components.map(({ name }) => name));
  expect([...locked].filter((name) => !listed.has(name))).toEqual([]);
  expect(bill.components.filter(({ version }) => version === "")).toEqual([]);
});

test("every action of a workflow is pinned to a commit, with its version beside it [security: pinned-actions]", () => {
  const folder = join(root, ".github", "workflows");
  const uses = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split("\n")
      .filter((line) => line.includes("uses:")),
  );
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u.test(line))).toEqual([]);
});

test("a vulnerability can be reported privately, and updates are proposed [security: private-report]", () => {
  expect(readFileSync(join(root, "SECURITY.md"), "utf8")).toMatch(
    /Report a vulnerability.*privat|privat.*Report a vulnerability/su,
  );
  const dependabot = readFileSync(join(root, ".github", "dependabot.yml"), "utf8");
  expect(dependabot).toMatch(/package-ecosystem: npm[\s\S]*package-ecosystem: github-actions/u);
});

test("the package refuses foreign code, and signing allows nothing but V8's compiler [security: package-settings]", () => {
  const builder = readFileSync(join(root, "electron-builder.yml"), "utf8");
  for (const fuse of [
    "runAsNode: false",
    "enableNodeOptionsEnvironmentVariable: false",
    "enableNodeCliInspectArguments: false",
    "enableEmbeddedAsarIntegrityValidation: true",
    "onlyLoadAppFromAsar: true",
    "grantFileProtocolExtraPrivileges: false",
  ]) {
    expect(builder).toContain(`  ${fuse}\n`);
  }
  expect(builder).toMatch(/hardenedRuntime: true\n {2}entitlements: resources\/entitlements\.mac\.plist\n/u);
  const entitlements = readFileSync(join(root, "resources", "entitlements.mac.plist"), "utf8");
  expect(entitlements.match(/<key>(.*?)<\/key>/gu)).toEqual(["<key>com.apple.security.cs.allow-jit</key>"]);
});
