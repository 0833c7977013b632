import { readFileSync } from "node:fs";

/**
 * What an attacker or a fault must not achieve, one row for each kind. A test proves a row when its title ends with
 * `[security: ID]`. `npm test` counts the rows that were proven, and docs/security.md lists them.
 */
export interface SecurityRow {
  readonly id: string;
  /** What holds, as one sentence. */
  readonly claim: string;
  /** Where a test must have passed: without a host, with the browser host in Chromium, in Electron. */
  readonly provenIn: readonly Place[];
}

export type Place = "unit" | "browser" | "electron";

export interface SecurityGroup {
  readonly title: string;
  readonly rows: readonly SecurityRow[];
}

export const securityGroups = JSON.parse(
  readFileSync(new URL("rows.json", import.meta.url), "utf8"),
) as readonly SecurityGroup[];
