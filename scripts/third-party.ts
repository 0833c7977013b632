/**
 * What an installer contains beside the application: the licences of everything that is bundled, and a software bill of
 * materials (CycloneDX) that lists what is bundled and what it was built with.
 */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./tool.ts";

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly identifier?: string;
  /** The text of the licence; missing when the package was published without one. */
  readonly text?: string;
}

const output = join(root, "out");
export const noticesFile = join(output, "third-party-notices.txt");
export const billOfMaterialsFile = join(output, "sbom.cdx.json");

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8")) as unknown;
}

/** The folder of an installed package, from the path of one of its files. */
function packageFolder(file: string): string {
  const path = file.slice(file.lastIndexOf("node_modules/"));
  return join(root, ...path.split("/").slice(0, path.startsWith("node_modules/@") ? 3 : 2));
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = readJson(join(folder, "package.json")) as Readonly<Record<string, string>>;
  const licence = readdirSync(folder).find((file) => /^(?:licen[cs]e|copying)/iu.test(file));
  return {
    name: name ?? "",
    version: version ?? "",
    identifier: license ?? "",
    ...(licence === undefined ? {} : { text: readFileSync(join(folder, licence), "utf8").trim() }),
  };
}

/** Texts of licences that are in a package's repository but not in the package. */
function withText(bundled: BundledPackage): BundledPackage {
  const file = join(root, "resources", "licences", `${bundled.name.replaceAll("/", "__")}.txt`);
  if (bundled.text !== undefined || !existsSync(file)) return bundled;
  return { ...bundled, text: readFileSync(file, "utf8").trim() };
}

/** Every package that contributes to `out`, by name, from the lists that the builds wrote there. */
export function listBundledPackages(): readonly BundledPackage[] {
  const lists = readdirSync(output, { recursive: true, encoding: "utf8" })
    .filter((file) => /third-party[/\\][^/\\]+\.json$/u.test(file))
    .flatMap((file) => readJson(join(output, file)) as (BundledPackage | string)[]);
  const packages = lists.map((entry) =>
    typeof entry === "string" ? readPackage(packageFolder(entry.replaceAll("\\", "/"))) : entry,
  );
  const byName = new Map(packages.map((entry) => [`${entry.name}@${entry.version}`, withText(entry)]));
  return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function formatNotices(packages: readonly BundledPackage[]): string {
  const rule = "-".repeat(80);
  const entries = packages.map(
    ({ name, version, identifier = "", text = "" }) => `${rule}\n${name} ${version} (${identifier})\n\n${text}\n`,
  );
  return [
    "Rezora Explorer contains the packages below. Each is used under the licence that follows its name.",
    "The licences of Electron and of Chromium are in files of their own beside the application.\n",
    ...entries,
  ].join("\n");
}

interface BillOfMaterials {
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> };
  readonly components: readonly { readonly name: string; readonly version: string; readonly scope: string }[];
}

/** `npm` itself: a command file on Windows, which would need a shell, so its script is run wherever it is known. */
function npmCommand(): readonly [program: string, ...parameters: string[]] {
  const script = process.env["npm_execpath"];
  return script === undefined ? ["npm"] : [process.execPath, script];
}

/**
 * CycloneDX, by npm from the lock file. What is bundled, and Electron, have the scope `required`; the tools that only
 * build and test have `excluded`, because no part of them is delivered.
 */
export async function createBillOfMaterials(packages: readonly BundledPackage[]): Promise<BillOfMaterials> {
  const [program, ...parameters] = npmCommand();
  const options = ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application", "--package-lock-only"];
  const { stdout } = await promisify(execFile)(program, [...parameters, ...options], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  const bill = JSON.parse(stdout) as BillOfMaterials;
  const delivered = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const isDelivered = (name: string, version: string): boolean =>
    name === "electron" || delivered.has(`${name}@${version}`);
  return {
    ...bill,
    // npm names the application after the folder of the checkout.
    metadata: { ...bill.metadata, component: { ...bill.metadata.component, name: "rezora-explorer" } },
    components: bill.components.map((component) => ({
      ...component,
      scope: isDelivered(component.name, component.version) ? "required" : "excluded",
    })),
  };
}

/** The notices for the current contents of `out`. Every build writes them, so no installer is made without them. */
export function writeNotices(): void {
  writeFileSync(noticesFile, formatNotices(listBundledPackages()));
}

export async function writeBillOfMaterials(): Promise<void> {
  const bill = await createBillOfMaterials(listBundledPackages());
  writeFileSync(billOfMaterialsFile, `${JSON.stringify(bill, null, 2)}\n`);
}
