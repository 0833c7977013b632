import type { z } from "zod";
import { connectionColour, type ConnectionInput } from "#shared/connection.ts";

/** Per field of a connection in a file: its name, and what it must be, as the end of a sentence. */
const fields: Readonly<Record<keyof ConnectionInput, readonly [name: string, must: string]>> = {
  name: ["name", "must be a text of 1 to 200 characters"],
  label: ["label", "must be a text of at most 100 characters"],
  colour: ["colour", `must be one of ${connectionColour.options.join(", ")}`],
  baseUrl: ["base URL", "must be an address such as https://api.example.com"],
  apiVersion: ["API version", "must be 1 to 20 letters, digits, dots, hyphens or underscores, such as v1"],
  userName: ["user name", "must be a text of at most 1,024 characters"],
  gapMs: ["gap between bulk requests (gapMs)", "must be a whole number from 0 to 60,000 milliseconds"],
  unlockMinutes: ["duration of an unlock (unlockMinutes)", "must be a whole number from 1 to 240 minutes"],
  idleTimeoutSeconds: ["time-out (idleTimeoutSeconds)", "must be a whole number from 1 to 600 seconds"],
  quoteQop: ["digest option quoteQop", "must be true or false"],
  extendedUserName: ["digest option extendedUserName", "must be true or false"],
  latin1Login: ["digest option latin1Login", "must be true or false"],
};

/**
 * Why an entry of an import is invalid, in the words of the connection dialog: the fields and what is expected of them,
 * never their values, which may be secret.
 */
export function describeUnfitEntry(entry: unknown, { issues }: z.ZodError): string {
  const sentences = new Set(issues.map((issue) => describeIssue(entry, issue)));
  return [...sentences].slice(0, 3).join(" ");
}

function describeIssue(entry: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.slice(0, 3).map((key) => `“${key.slice(0, 40)}”`);
    const unknown = `Rezora Explorer does not know the ${keys.length === 1 ? "field" : "fields"} ${keys.join(", ")}.`;
    const isSecret = issue.keys.some((key) => /pass|secret|pwd/iu.test(key));
    return isSecret ? `${unknown} A password is not imported from a file: enter it in the connection.` : unknown;
  }
  const field = issue.path[0];
  if (typeof field !== "string" || !isField(field)) {
    return "This is not a connection: a connection is an object with a name and a base URL.";
  }
  const [name, must] = fields[field];
  const isMissing = typeof entry === "object" && entry !== null && !Object.hasOwn(entry, field);
  return isMissing ? `The ${name} is missing.` : `The ${name} ${must}.`;
}

function isField(name: string): name is keyof ConnectionInput {
  return Object.hasOwn(fields, name);
}
