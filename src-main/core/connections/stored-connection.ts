import { z } from "zod";
import { connectionInput, levelEvidence, type LevelEvidence } from "#shared/connection.ts";
import type { StoredFormat } from "../storage/stored-format.ts";

/** What of a connection is written to `connections.json`. Secrets stand in a file of their own. */
const storedConnection = connectionInput.extend({
  connectionId: z.string().min(1).max(100),
  practice: z.enum(["company", "agent"]).nullable(),
  /** Absent in files that were written before there were faults. */
  practiceFault: z.string().max(60).nullable().default(null),
  /** A practice connection whose password nobody has changed or forgotten. */
  usesPracticePassword: z.boolean(),
  unencryptedAcknowledged: z.boolean(),
  /** The origin that the user has allowed to be a link-local or metadata address. Absent: none. */
  linkLocalAcknowledgedFor: z.string().max(2_048).optional(),
  level: levelEvidence,
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

/** Version 1 called both practice connections "Practice", with a label of that name. What a user chose is kept. */
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

/** Nothing is known of a login yet, or no longer. */
export function unknownLevel(now: number): LevelEvidence {
  return { level: "unknown", evidence: "", observedAt: now };
}
