import { useState } from "react";
import type { CheckedFormat, DifferenceGroup, DifferenceKind, Finding } from "#shared/format-check.ts";
import { LinkButton } from "../../ui/button.tsx";
import { formatAmount, formatCount } from "../response/format.ts";
import { FoundValue } from "./found-value.tsx";
import { formatTitles, kindWords } from "./format-words.ts";

/** Findings of one group that are shown at first. */
const shownFirst = 3;

export interface DifferencesCardProps {
  readonly kind: DifferenceKind;
  readonly groups: readonly DifferenceGroup[];
  readonly formats: readonly CheckedFormat[];
  /** Goes to the record of a finding. */
  readonly onShow: (found: Finding, odd: CheckedFormat | null) => void;
}

/** All differences of one kind, field by field, each with what every format says. */
export function DifferencesCard({ kind, groups, formats, onShow }: DifferencesCardProps) {
  const [title, meaning] = kindWords[kind];
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  return (
    <section className="card" aria-label={title}>
      <header>
        {title}
        <span className="badge caution">{formatCount(total)}</span>
        <span className="ink-2 light ell">{meaning}</span>
      </header>
      <table className="pt found">
        <thead>
          <tr>
            <th scope="col">Record</th>
            <th scope="col">Field</th>
            {formats.map((format) => (
              <th key={format} scope="col">
                {formatTitles[format]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Group key={`${group.field ?? ""} ${group.odd ?? ""}`} group={group} formats={formats} onShow={onShow} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface GroupProps extends Pick<DifferencesCardProps, "formats" | "onShow"> {
  readonly group: DifferenceGroup;
}

function Group({ group, formats, onShow }: GroupProps) {
  const [all, setAll] = useState(false);
  const { field, odd, total, findings } = group;
  const shown = all ? findings : findings.slice(0, shownFirst);
  const rest = total - shown.length;
  return (
    <>
      {shown.map((found) => (
        <tr key={JSON.stringify(found.records)}>
          <td className="k">
            <RecordLink found={found} onShow={() => onShow(found, odd)} />
          </td>
          <td className="mono">{field ?? <span className="ink-3">–</span>}</td>
          {formats.map((format) => (
            <td key={format} className="v">
              <FoundValue group={group} found={found} format={format} formats={formats} />
            </td>
          ))}
        </tr>
      ))}
      {rest > 0 && (
        <tr>
          <td />
          <td colSpan={formats.length + 1} className="ink-2">
            {formatAmount(rest, "more record")}
            {field === null ? "" : ` in ${field}`}
            {!all && findings.length > shownFirst && (
              <>
                {". "}
                <LinkButton onPress={() => setAll(true)}>
                  {rest > findings.length - shownFirst ? `Show the first ${formatCount(findings.length)}` : "Show them"}
                </LinkButton>
              </>
            )}
          </td>
        </tr>
      )}
    </>
  );
}

/** The identifier, or the place, of a record that leads to it. */
function RecordLink({ found: { id, records }, onShow }: { found: Finding; onShow: () => void }) {
  const place = records.json ?? records.xml ?? records.csv;
  if (place === null) return <span className="ink-3">all</span>;
  const name = id === "" ? `record ${formatCount(place + 1)}` : id;
  return (
    <LinkButton aria-label={`Show ${id === "" ? name : `record ${id}`} in the table`} onPress={onShow}>
      {name}
    </LinkButton>
  );
}
