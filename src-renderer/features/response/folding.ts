import type { CodeLine, Folding, RecordRange } from "#shared/documents.ts";

export const nothingFolded: Folding = { folded: "none", except: [], groups: [], nodes: [] };
export const everythingFolded: Folding = { ...nothingFolded, folded: "all" };

/** The contract's limits; past them, folding has no further effect. */
const maxExceptions = 100_000;
const maxGroups = 1_000;
const maxNodes = 10_000;

export function isFolded(folding: Folding, record: number): boolean {
  return groupOf(folding, record) !== undefined || (folding.folded === "all") !== folding.except.includes(record);
}

function groupOf({ groups }: Folding, record: number): RecordRange | undefined {
  return groups.find(({ from, to }) => record >= from && record <= to);
}

export function toggleFold(folding: Folding, record: number): Folding {
  const { except } = folding;
  if (except.includes(record)) return { ...folding, except: except.filter((each) => each !== record) };
  if (except.length >= maxExceptions) return folding;
  return { ...folding, except: [...except, record].toSorted((a, b) => a - b) };
}

/** Unfolds a record, and the group it is in. */
export function unfold(folding: Folding, record: number): Folding {
  const group = groupOf(folding, record);
  const open = group === undefined ? folding : ungroup(folding, group.from);
  return isFolded(open, record) ? toggleFold(open, record) : open;
}

/** Shows records as one line; groups that touch them are merged into it. */
export function group(folding: Folding, from: number, to: number): Folding {
  const touching = folding.groups.filter((each) => each.from <= to && each.to >= from);
  const whole = {
    from: Math.min(from, ...touching.map((each) => each.from)),
    to: Math.max(to, ...touching.map((each) => each.to)),
  };
  const others = folding.groups.filter((each) => !touching.includes(each));
  if (whole.from === whole.to || others.length >= maxGroups) return folding;
  return { ...folding, groups: [...others, whole].toSorted((a, b) => a.from - b.from) };
}

export function ungroup(folding: Folding, from: number): Folding {
  return { ...folding, groups: folding.groups.filter((each) => each.from !== from) };
}

/** Folds or unfolds the node that starts at a line. */
export function toggleNode(folding: Folding, number: number): Folding {
  const { nodes } = folding;
  if (nodes.includes(number)) return { ...folding, nodes: nodes.filter((each) => each !== number) };
  return nodes.length >= maxNodes ? folding : { ...folding, nodes: [...nodes, number] };
}

/** The folding after the fold at a line is toggled. */
export function toggleLine(folding: Folding, { folds, record, number }: CodeLine): Folding {
  switch (folds) {
    case "record":
      return record === null ? folding : toggleFold(folding, record);
    case "group":
      return record === null ? folding : ungroup(folding, record);
    case "node":
      return toggleNode(folding, number);
    case null:
      return folding;
  }
}

/** Whether every line is at its own number, so lines need no lookup. */
export function isFlat({ folded, except, groups, nodes }: Folding): boolean {
  return folded === "none" && except.length + groups.length + nodes.length === 0;
}

/**
 * Where the line with a number is in a folded text: the last line whose number is not greater. Requests about log2 of
 * the lines, one at a time.
 */
export async function locateLine(
  number: number,
  lines: number,
  numberAt: (offset: number) => Promise<number>,
): Promise<number> {
  let low = 0;
  let high = Math.min(lines, number) - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await numberAt(middle)) <= number) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
