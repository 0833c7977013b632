import {
  differenceKind,
  type CheckedFormat,
  type DifferenceGroup,
  type DifferenceKind,
  type Finding,
} from "#shared/format-check.ts";

/** Maximum findings kept per group and in all; beyond that, each group still keeps its first one. */
const perGroup = 20;
const inAll = 400;
const maxGroups = 200;

interface Group {
  readonly kind: DifferenceKind;
  readonly field: string | null;
  readonly odd: CheckedFormat | null;
  readonly findings: Finding[];
  total: number;
}

/** Counts every difference and keeps only the first ones of each group, to limit its size. */
export class DifferenceTally {
  private readonly groups = new Map<string, Group>();
  private readonly unlisted = new Set<string>();
  private kept = 0;

  /** `tell` is called only for findings that are kept. */
  add(kind: DifferenceKind, field: string | null, odd: CheckedFormat | null, tell: () => Finding): void {
    const name = JSON.stringify([kind, field, odd]);
    const group = this.groups.get(name) ?? this.open(name, { kind, field, odd, findings: [], total: 0 });
    if (group === null) return;
    group.total++;
    const { length } = group.findings;
    if (length > 0 && (length >= perGroup || this.kept >= inAll)) return;
    group.findings.push(tell());
    this.kept++;
  }

  private open(name: string, group: Group): Group | null {
    if (this.groups.size >= maxGroups) {
      this.unlisted.add(name);
      return null;
    }
    this.groups.set(name, group);
    return group;
  }

  list(): { readonly groups: DifferenceGroup[]; readonly moreGroups: number } {
    const groups = [...this.groups.values()].toSorted((one, other) => toldAt(one.kind) - toldAt(other.kind));
    return { groups, moreGroups: this.unlisted.size };
  }
}

function toldAt(kind: DifferenceKind): number {
  return differenceKind.options.indexOf(kind);
}
