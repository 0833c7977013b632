import { connectionDefaults } from "./connection-defaults.ts";
import { unknownLevel, type StoredConnection } from "./stored-connection.ts";

/** Of both practice accounts. Public like the practice server itself, so it needs no vault. */
export const practicePassword = "practice";

/** The two connections of a first start. Fixed ids, so that a later start knows them again. */
export const practiceConnections: readonly StoredConnection[] = [
  practiceConnection("agent", "teal"),
  practiceConnection("company", "violet"),
];

function practiceConnection(practice: "agent" | "company", colour: "teal" | "violet"): StoredConnection {
  return {
    ...connectionDefaults,
    connectionId: `practice-${practice}`,
    practice,
    practiceFault: null,
    usesPracticePassword: true,
    name: `Practice, ${practice}`,
    colour,
    baseUrl: "",
    userName: `practice-${practice}`,
    unencryptedAcknowledged: false,
    level: unknownLevel(0),
  };
}
