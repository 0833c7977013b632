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

export const securityGroups: readonly SecurityGroup[] = [
  {
    title: "The package and the project",
    rows: [
      {
        id: "third-party-notices",
        claim: "The package contains the licence text of every package and font that is bundled.",
        provenIn: ["browser"],
      },
      {
        id: "bill-of-materials",
        claim: "A bill of materials lists what is delivered, apart from the tools that it was built with.",
        provenIn: ["unit"],
      },
      {
        id: "pinned-actions",
        claim: "Each action of a workflow is pinned to a commit.",
        provenIn: ["unit"],
      },
      {
        id: "private-report",
        claim: "A vulnerability can be reported in private, and updates of dependencies are proposed weekly.",
        provenIn: ["unit"],
      },
      {
        id: "package-settings",
        claim: "The package runs no foreign code: the fuses are set, and signing allows nothing but V8's compiler.",
        provenIn: ["unit"],
      },
    ],
  },
];
