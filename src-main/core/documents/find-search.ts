import { comparable, comparableText, type ComparableText } from "#shared/canonical-text.ts";
import type { FindRequest } from "#shared/documents.ts";

/** What is searched for, and the form of the text in which it is compared. */
export interface Search {
  readonly isPattern: boolean;
  readonly matchCase: boolean;
  /** The plain text in the form in which it is compared; of a pattern, its source. */
  readonly query: string;
  /** The form of a text in which matches are counted. */
  readonly read: (text: string) => string;
  /** The same, with a mapping back to the original text. */
  readonly locate: (text: string) => ComparableText;
  /** The first match at or after an index, which may be empty; null when there is none. */
  readonly next: (text: string, from: number) => RegExpExecArray | null;
}

/** The reason a pattern cannot be searched for; the message is shown to the user. */
export class PatternError extends Error {}

/** Maximum characters of the engine's own reason that are shown: a pattern may be 10,000 characters long. */
const maxReasonLength = 200;

/**
 * The engine's reason for rejecting a pattern, without the pattern itself, which the find bar shows. An expression is
 * compiled when it first runs, so some errors occur only then.
 */
function patternError(error: unknown, flags: string): PatternError {
  if (error instanceof RangeError) {
    return new PatternError("This pattern needs more memory than a search may take. Simplify its repetitions.");
  }
  const message = error instanceof Error ? error.message : String(error);
  const end = message.lastIndexOf(`/${flags}: `);
  const reason = (end < 0 ? message : message.slice(end + flags.length + 3)).slice(0, maxReasonLength);
  return new PatternError(`Invalid pattern: ${reason}.`);
}

function nextBy(expression: RegExp): Search["next"] {
  return (text, from) => {
    expression.lastIndex = from;
    try {
      return expression.exec(text);
    } catch (error) {
      throw patternError(error, expression.flags);
    }
  };
}

/** Throws a `PatternError` when the pattern of the request is not valid. */
export function searchOf({ query, matchCase, regularExpression }: FindRequest): Search {
  const flags = matchCase ? "g" : "gi";
  if (!regularExpression) {
    // For plain text, the u flag folds case by whole characters.
    const plain = comparable(query, matchCase);
    return {
      isPattern: false,
      matchCase,
      query: plain,
      read: (text) => comparable(text, matchCase),
      locate: (text) => comparableText(text, matchCase),
      next: nextBy(new RegExp(plain.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), `${flags}u`)),
    };
  }
  const asItIs = (text: string): ComparableText => ({ text, sourceOf: (index) => index });
  try {
    // Without the u flag, a user's expression is parsed leniently and applies to UTF-16 code units.
    const expression = new RegExp(query, flags);
    return { isPattern: true, matchCase, query, read: (text) => text, locate: asItIs, next: nextBy(expression) };
  } catch (error) {
    throw patternError(error, flags);
  }
}
