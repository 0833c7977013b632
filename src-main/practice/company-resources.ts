import { agentFields, agentListFields } from "./data/agent.ts";
import type { CompanyAccount } from "./data/company-account.ts";
import { membershipResources } from "./membership-resource.ts";
import { namedResources } from "./named-resource.ts";
import { listed, single } from "./outcome.ts";
import type { ResourceOf } from "./resource.ts";

const agentEnvelope = { root: "agents", record: "agent" };

export const companyResources: readonly ResourceOf<CompanyAccount>[] = [
  {
    path: "agents",
    envelope: agentEnvelope,
    methods: {
      GET: (account) => listed(agentListFields, account.agents()),
      POST: "later",
      PUT: "later",
      DELETE: "later",
    },
  },
  {
    path: "agents/ID",
    envelope: agentEnvelope,
    methods: { GET: (account, { ids }) => single(agentFields, account.agent(ids[0] ?? Number.NaN)) },
  },
  ...namedResources<CompanyAccount>({
    path: "groups",
    envelope: { root: "groups", record: "group" },
    fields: ["group_id", "group_name", "group_timestamp"],
    collection: (account) => account.groups,
    write: (group) => ({ group_id: String(group.id), group_name: group.name, group_timestamp: group.date }),
  }),
  ...membershipResources<CompanyAccount>({
    path: "groups/ID/agents",
    envelope: { root: "group_agents", record: "group_agent" },
    fields: ["usertogroup_id", "user_id", "group_id", "usertogroup_timestamp"],
    membership: (account, groupId) => (account.groups.get(groupId) ? account.membersOf(groupId) : undefined),
    memberExists: (account, userId) => account.hasAgent(userId),
    takeAssociationId: (account) => account.takeAssociationId(),
  }),
];
