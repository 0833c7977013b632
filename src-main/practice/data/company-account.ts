import { agentCount, agentIds, makeAgent, type Agent } from "./agent.ts";
import { Membership, type Members } from "./membership.ts";
import { NamedCollection, type Named } from "./named-collection.ts";
import { createSpread } from "./spread.ts";

const startGroups: readonly (readonly [id: number, name: string, members: number])[] = [
  [3, "East Branch Office", 14],
  [4, "West Branch Office", 11],
  [7, "Relocation Team", 6],
  [9, "Luxury & Lofts", 9],
  [12, "Équipe francophone", 4],
  [15, "Rookies 2010", 12],
  [16, "Board", 3],
  [18, "Commercial", 8],
  [21, "Dormant", 0],
];

/** The data of a company account: agents, groups, and which agent is in which group. */
export class CompanyAccount {
  readonly groups = new NamedCollection(
    startGroups.map(([id, name], index): Named => {
      return { id, name, date: `2010-08-03 09:1${index}:52`, protected: false };
    }),
  );
  readonly #seed: number;
  readonly #memberships = new Map<number, Membership>();
  #nextAssociationId = 900_001;

  constructor(seed: number) {
    this.#seed = seed;
  }

  hasAgent(id: number): boolean {
    const index = agentIds.indexOf(id);
    return index >= 0 && index < agentCount;
  }

  agent(id: number): Agent | undefined {
    return this.hasAgent(id) ? makeAgent(this.#seed, agentIds.indexOf(id)) : undefined;
  }

  *agents(): Generator<Agent> {
    for (let index = 0; index < agentCount; index += 1) yield makeAgent(this.#seed, index);
  }

  membersOf(groupId: number): Membership {
    const known = this.#memberships.get(groupId);
    if (known !== undefined) return known;
    const members: Members = { ...agentIds, exists: (id) => this.hasAgent(id) };
    const index = startGroups.findIndex(([id]) => id === groupId);
    // With this shift, agent 1234 is in group 7, as in the example of the API documentation.
    const shift = index + agentCount - 2;
    const start = createSpread(agentCount, startGroups[index]?.[2] ?? 0, shift);
    const membership = new Membership(members, start, 123_456 + index * 1_000);
    this.#memberships.set(groupId, membership);
    return membership;
  }

  takeAssociationId(): number {
    this.#nextAssociationId += 1;
    return this.#nextAssociationId - 1;
  }
}
