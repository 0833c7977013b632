import type { FindRequest, FindResult } from "#shared/documents.ts";
import type { CodeView } from "./code-view.ts";
import { RawSearch } from "./find-in-raw.ts";
import { countInBlock, countInRecords, type PartMatches } from "./find-parts.ts";
import { PatternError, searchOf, type Search } from "./find-search.ts";
import { hopelessRecords } from "./hopeless-records.ts";
import { RawBlock, type LineBlock } from "./line-blocks.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Task } from "./task.ts";

/** The matches of one search by part of the view, which lets the user step to the next match without a new search. */
export interface FindMemory {
  readonly key: string;
  readonly parts: readonly FoundPart[];
  readonly total: number;
}

interface FoundPart {
  /** Number of lines of the view before this part. */
  readonly line: number;
  readonly matches: PartMatches;
}

/** Counts all matches in the unfolded text of a view and locates one of them. */
export function* findInView(
  document: OpenDocument,
  view: CodeView,
  request: FindRequest,
  memory: FindMemory | null,
): Task<{ readonly result: FindResult; readonly memory: FindMemory | null }> {
  const key = JSON.stringify([request.as, request.query, request.matchCase, request.regularExpression]);
  try {
    const found = memory?.key === key ? memory : yield* countAll(document, view, request, key);
    return { result: { count: found.total, match: locate(found, request.index), problem: null }, memory: found };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { result: { count: 0, match: null, problem: error.message }, memory };
  }
}

function* countAll(document: OpenDocument, view: CodeView, request: FindRequest, key: string): Task<FindMemory> {
  const search = searchOf(request);
  const parts: FoundPart[] = [];
  let line = 0;
  let total = 0;
  const add = (matches: PartMatches, lines: number): void => {
    parts.push({ line, matches });
    total += matches.total;
    line += lines;
  };
  const { head, records, tail } = view;
  for (const block of blocksOf(head)) add(yield* countInLines(block, search), block.lines);
  if (records !== null) {
    const isHopeless = yield* hopelessRecords(document, request);
    add(yield* countInRecords(records, search, isHopeless), records.linesBefore(records.count));
  }
  for (const block of blocksOf(tail)) add(yield* countInLines(block, search), block.lines);
  return { key, parts, total };
}

/** Raw text can be searched as bytes; everything else is laid out first. */
function countInLines(block: LineBlock, search: Search): Task<PartMatches> {
  return block instanceof RawBlock ? new RawSearch(block, search).count() : countInBlock(block, search);
}

function blocksOf(block: LineBlock): readonly LineBlock[] {
  return block.parts?.flatMap(blocksOf) ?? [block];
}

function locate({ parts }: FindMemory, index: number): FindResult["match"] {
  let left = index;
  for (const { line, matches } of parts) {
    if (left < matches.total) {
      const place = matches.locate(left);
      return place && { ...place, line: line + place.line };
    }
    left -= matches.total;
  }
  return null;
}
