import { FieldScanner } from "./field-scanner.ts";

/** One challenge of a WWW-Authenticate field, or one set of credentials: both have the same form (RFC 9110 §11). */
export interface Challenge {
  /** In lower case: schemes compare without case. */
  readonly scheme: string;
  readonly token68: string | null;
  /** By name in lower case. Quotes and escapes are undone. Of a repeated parameter the last one counts. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Names that occur more than once, which RFC 9110 §11.2 forbids, and whether all values of each are equal. */
  readonly repeated: ReadonlyMap<string, boolean>;
  /** Something in it broke the grammar, so no value in it can be trusted. */
  readonly malformed: boolean;
}

interface OpenChallenge extends Challenge {
  token68: string | null;
  readonly parameters: Map<string, string>;
  readonly repeated: Map<string, boolean>;
  malformed: boolean;
}

/**
 * Reads all challenges of one field value (RFC 9110 §11.6.1, RFC 7616 §3.3), in time linear in its length.
 *
 * The comma separates challenges as well as the parameters of one: a word followed by `=` belongs to the challenge
 * that is open, any other word opens a new one. Never throws; what breaks the grammar marks its challenge.
 */
export function parseChallenges(fieldValue: string): readonly Challenge[] {
  const scanner = new FieldScanner(fieldValue);
  const challenges: OpenChallenge[] = [];
  for (scanner.skipToElement(); !scanner.atEnd; scanner.skipToElement()) {
    const open = challenges.at(-1);
    const word = scanner.token();
    const blank = scanner.skipBlanks();
    if (word !== "" && open !== undefined && scanner.skipEquals()) {
      const name = word.toLowerCase();
      const before = open.parameters.get(name);
      open.malformed = !readParameter(scanner, word, open.parameters) || open.malformed;
      if (before !== undefined) noteRepeat(open, name, before);
    } else if (word !== "" && (blank || scanner.atBoundary)) {
      challenges.push(openChallenge(word, scanner.token68()));
    } else {
      if (open !== undefined) open.malformed = true;
      scanner.skipElement();
    }
  }
  return challenges;
}

/** A list of auth-params without a scheme, as in Authentication-Info (RFC 7615 §3); null when it is not one. */
export function parseParameters(fieldValue: string): ReadonlyMap<string, string> | null {
  const scanner = new FieldScanner(fieldValue);
  const parameters = new Map<string, string>();
  for (scanner.skipToElement(); !scanner.atEnd; scanner.skipToElement()) {
    const name = scanner.token();
    scanner.skipBlanks();
    if (name === "" || !scanner.skipEquals() || !readParameter(scanner, name, parameters)) return null;
  }
  return parameters;
}

/** Once the values of a name differ, a later repeat does not undo that. */
function noteRepeat({ parameters, repeated }: OpenChallenge, name: string, before: string): void {
  repeated.set(name, repeated.get(name) !== false && before === parameters.get(name));
}

function openChallenge(scheme: string, token68: string | null): OpenChallenge {
  return { scheme: scheme.toLowerCase(), token68, parameters: new Map(), repeated: new Map(), malformed: false };
}

/** Reads the value after the `=`. False when it broke the grammar; the scanner is then after the element. */
function readParameter(scanner: FieldScanner, name: string, parameters: Map<string, string>): boolean {
  scanner.skipBlanks();
  const value = scanner.value();
  scanner.skipBlanks();
  if (value === null || !scanner.atBoundary) {
    scanner.skipElement();
    return false;
  }
  parameters.set(name.toLowerCase(), value);
  return true;
}
