import { z } from "zod";
import { connectionInput, levelEvidence, type LevelEvidence } from "#shared/connection.ts";
import { loginHistory } from "#shared/login-history.ts";
import type { StoredFormat } from "../storage/stored-format.ts";

/** The part of a connection that is written to `connections.json`. Secrets have their own file. */
const storedConnection = connectionInput.extend({
  connectionId: z.string().min(1).max(100),
  practice: z.enum(["company", "agent"]).nullable(),
  /** Absent in files from before faults existed. */
  practiceFault: z.string().max(60).nullable().default(null),
  /** A practice connection that still has its original password. */
  usesPracticePassword: z.boolean(),
  unencryptedAcknowledged: z.boolean(),
  /** The origin for which the user has allowed a link-local or metadata address, if any. */
  linkLocalAcknowledgedFor: z.string().max(2_048).optional(),
  level: levelEvidence,
  /** Absent in older files: then what is known follows from the level. */
  login: loginHistory.optional(),
});
export type StoredConnection = Readonly<z.infer<typeof storedConnection>>;

const storedConnections = z.array(storedConnection).max(1_000);

function parseStoredConnections(data: unknown): readonly StoredConnection[] | undefined {
  const parsed = storedConnections.safeParse(data);
  if (!parsed.success) return undefined;
  const ids = new Set(parsed.data.map((connection) => connection.connectionId));
  return ids.size === parsed.data.length ? parsed.data : undefined;
}

const versionOne = z.array(
  z.looseObject({ name: z.string(), label: z.string(), practice: z.enum(["company", "agent"]).nullable() }),
);

/** Version 1 named and labelled both practice connections "Practice". What the user chose is kept. */
function nameByLevel(earlier: unknown): unknown {
  return versionOne.parse(earlier).map((each) => {
    const { name, label, practice } = each;
    if (practice === null || name !== "Practice") return each;
    return { ...each, name: `Practice, ${practice}`, label: label === "Practice" ? "" : label };
  });
}

export const connectionsFormat: StoredFormat<readonly StoredConnection[]> = {
  kind: "connections",
  migrations: [nameByLevel],
  parse: parseStoredConnections,
};

/** The history of a login about which nothing is known. */
export function unknownLevel(now: number): LevelEvidence {
  return { level: "unknown", evidence: "", observedAt: now };
}
