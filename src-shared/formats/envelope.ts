/** Names of the XML elements around a list and around each record. */
export interface Envelope {
  readonly root: string;
  readonly child: string;
}

/** The API's own envelopes, by the identifier that each family's records open with. */
const byIdentifier: ReadonlyMap<string, Envelope> = new Map([
  ["user_id", { root: "agents", child: "agent" }],
  ["contact_id", { root: "contacts", child: "contact" }],
  ["list_id", { root: "lists", child: "list" }],
  ["contacttolist_id", { root: "list_contacts", child: "list_contact" }],
  ["group_id", { root: "groups", child: "group" }],
  ["usertogroup_id", { root: "group_agents", child: "group_agent" }],
]);

/** The envelope that a list of records would have in XML; a neutral one for records the API does not know. */
export function envelopeOf(columns: readonly string[]): Envelope {
  return byIdentifier.get(columns[0] ?? "") ?? { root: "records", child: "record" };
}
