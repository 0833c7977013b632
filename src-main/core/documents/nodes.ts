import type { CodeFormat, CodeLine } from "#shared/documents.ts";
import { linesOfView, type CodeView } from "./code-view.ts";
import type { Task } from "./task.ts";

/** Lines read at once while the end of a node is looked for. */
const batch = 256;

/** Beyond this depth lines are no longer moved to the right, and do not tell what is inside of what. */
const deepest = 900;

/** How far a line is moved to the right: in JSON and XML as they are laid out here, one blank a level. */
function depthOf(tokens: CodeLine["tokens"]): number {
  let depth = 0;
  for (const [, text] of tokens) {
    const blanks = text.length - text.trimStart().length;
    depth += blanks;
    if (blanks < text.length) break;
  }
  return depth;
}

/** Whether a line opens a node: what follows it stands deeper. */
export function opensNode(line: CodeLine["tokens"], next: CodeLine["tokens"] | undefined): boolean {
  const depth = depthOf(line);
  return next !== undefined && depth < deepest && depthOf(next) > depth;
}

/** The lines of a view, from 0, that are laid out by levels. */
export function nodeLines(view: CodeView, as: CodeFormat, unfoldedLines: number): { from: number; to: number } {
  if (as === "raw" || as === "csv") return { from: 0, to: 0 };
  if (view.converted) return { from: 0, to: unfoldedLines };
  let from = 0;
  for (const { lines, layout } of view.spans()) {
    if (layout !== "raw") return { from, to: from + lines };
    from += lines;
  }
  return { from: 0, to: 0 };
}

/** Where nodes of a view end, once looked for. */
const known = new WeakMap<CodeView, Map<number, number>>();

/** The last line of the node that a line opens, both counted from 0 in the unfolded text; that line when it opens none. */
export function* endOfNode(view: CodeView, line: number, until: number): Task<number> {
  const ends = known.get(view) ?? new Map<number, number>();
  known.set(view, ends);
  const end = ends.get(line) ?? (yield* findEnd(view, line, until));
  ends.set(line, end);
  return end;
}

function* findEnd(view: CodeView, line: number, until: number): Task<number> {
  const [opening, next] = linesOfView(view, line, 2).concat(linesOfView(view, line + 1, 1));
  if (opening === undefined || !opensNode(opening, next)) return line;
  const depth = depthOf(opening);
  const { head, records } = view;
  const behind = head.lines + (records?.linesBefore(records.count) ?? 0);
  for (let at = line + 1; at < until; yield) {
    // Records stand deeper than whatever opens before them.
    if (records !== null && line < head.lines && at >= head.lines && at < behind) at = behind;
    const lines = linesOfView(view, at, Math.min(batch, until - at));
    if (lines.length === 0) break;
    const found = lines.findIndex((tokens) => depthOf(tokens) <= depth);
    if (found >= 0) return at + found;
    at += lines.length;
  }
  return line;
}
