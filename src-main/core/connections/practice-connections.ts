import { connectionDefaults } from "./connection-defaults.ts";
import { unknownLevel, type StoredConnection } from "./stored-connection.ts";

/** The password of both practice accounts. It is public like the practice server itself, so it needs no vault. */
export const practicePassword = "practice";

/** The two connections of a first start. Their ids are fixed, so a later start recognises them. */
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
