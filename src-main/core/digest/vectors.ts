import { readFileSync } from "node:fs";
import { z } from "zod";

export const vectorKinds = ["response", "parse", "reject", "input-reject", "sequence", "authinfo"] as const;

const vector = z.strictObject({
  id: z.string(),
  kind: z.enum(vectorKinds),
  title: z.string(),
  challenge: z.array(z.string()).optional(),
  /** A challenge that is too long to write out. */
  repeat: z.strictObject({ before: z.string(), unit: z.string(), times: z.number() }).optional(),
  input: z
    .strictObject({
      username: z.string(),
      password: z.string(),
      realm: z.string(),
      nonce: z.string(),
      qop: z.string(),
      method: z.string(),
      url: z.string(),
      uri: z.string(),
      body_utf8: z.string(),
      cnonce: z.string().nullable(),
      nc: z.union([z.number(), z.string()]).nullable(),
      header: z.string(),
    })
    .partial()
    .optional(),
  steps: z.array(z.unknown()).optional(),
  expect: z.looseObject({
    params: z.record(z.string(), z.string()).optional(),
    ha1: z.string().optional(),
    ha2: z.string().optional(),
    quoted: z.array(z.string()).optional(),
    unquoted: z.array(z.string()).optional(),
    count: z.number().optional(),
    selected: z.record(z.string(), z.unknown()).nullable().optional(),
    error: z.string().optional(),
    state: z.string().optional(),
    nextnonce: z.string().nullable().optional(),
  }),
});
export type Vector = z.infer<typeof vector>;

/**
 * The digest test vectors: 134 cases computed by two independent references. For tests only.
 *
 * `sequence` cases state how many requests a handshake may cost; the tests of `core/http` play them.
 */
export const vectors: readonly Vector[] = z
  .array(vector)
  .parse(JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")));

export function vectorsOfKind(kind: Vector["kind"]): readonly Vector[] {
  return vectors.filter((candidate) => candidate.kind === kind);
}
