import type { FormatComparison } from "#shared/format-check.ts";
import { LinkButton } from "../../ui/button.tsx";
import { formatAmount, formatCount } from "../response/format.ts";
import { groupsByKind, kindId, kindWords } from "./format-words.ts";

/** The number of differences of each kind, with links to them. */
export function KindsCard({ comparison }: { comparison: FormatComparison }) {
  const { records, fields, compared, groups } = comparison;
  return (
    <section className="card" aria-label="Differences by kind">
      <header>Differences by kind</header>
      {groups.length === 0 ? (
        <p className="said">
          None in {formatAmount(records, "record")} of {formatAmount(fields, "field")}:{" "}
          {formatAmount(records * fields * compared.length, "value")} compared.
        </p>
      ) : (
        <ul className="kinds">
          {groupsByKind(groups).map(({ kind, total }) => (
            <li key={kind}>
              <LinkButton onPress={() => document.getElementById(kindId(kind))?.scrollIntoView({ block: "start" })}>
                {kindWords[kind][0]}
              </LinkButton>
              <span className="badge caution">{formatCount(total)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
