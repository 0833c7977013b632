import type { AgentAccount } from "./data/agent-account.ts";
import type { CompanyAccount } from "./data/company-account.ts";
import { agentResources } from "./agent-resources.ts";
import { companyResources } from "./company-resources.ts";
import type { ResourceOf } from "./resource.ts";

export type LeveledResource =
  | ({ readonly level: "agent" } & ResourceOf<AgentAccount>)
  | ({ readonly level: "company" } & ResourceOf<CompanyAccount>);

export const practiceResources: readonly LeveledResource[] = [
  ...companyResources.map((resource) => ({ ...resource, level: "company" as const })),
  ...agentResources.map((resource) => ({ ...resource, level: "agent" as const })),
];

/** The resource for path segments, with their ids; null if there is none. An id that is not a number is NaN. */
export function findResource(
  segments: readonly string[],
): { resource: LeveledResource; ids: readonly number[] } | null {
  for (const resource of practiceResources) {
    const pattern = resource.path.split("/");
    if (pattern.length !== segments.length) continue;
    if (!pattern.every((part, index) => (part === "ID" ? segments[index] !== "" : part === segments[index]))) continue;
    const ids = segments.filter((_segment, index) => pattern[index] === "ID");
    return { resource, ids: ids.map((id) => (/^[1-9]\d{0,14}$/u.test(id) ? Number(id) : Number.NaN)) };
  }
  return null;
}
