import { Fragment, useState, type ReactNode } from "react";
import type { CheckedFormat, DifferenceGroup, Finding, FormatComparison } from "#shared/format-check.ts";
import { LinkButton } from "../../ui/button.tsx";
import { formatAmount, formatCount } from "../response/format.ts";
import { FoundValue } from "./found-value.tsx";
import { formatTitles, groupsByKind, kindId, kindWords } from "./format-words.ts";

/** Findings of one group that are shown initially. */
const shownFirst = 3;

interface DifferencesCardProps {
  readonly comparison: FormatComparison;
  /** Goes to the record of a finding. */
  readonly onShow: (found: Finding, odd: CheckedFormat | null) => void;
}

/** All differences by kind and by field, each with the value in every format. */
export function DifferencesCard({ comparison, onShow }: DifferencesCardProps) {
  const { compared: formats, groups, moreGroups } = comparison;
  return (
    <section className="card" aria-label="Differences">
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
        {groupsByKind(groups).map(({ kind, groups: own, total }) => (
          <tbody key={kind} id={kindId(kind)}>
            <tr className="kindrow">
              <th colSpan={formats.length + 2} scope="rowgroup">
                {kindWords[kind][0]}
                <span className="badge caution">{formatCount(total)}</span>
                <span className="light">{kindWords[kind][1]}</span>
              </th>
            </tr>
            {own.map((group) => (
              <Group key={`${group.field ?? ""} ${group.odd ?? ""}`} group={group} formats={formats} onShow={onShow} />
            ))}
          </tbody>
        ))}
      </table>
      {moreGroups > 0 && (
        <p className="said ink-2">
          {formatAmount(moreGroups, "more field and kind", "more fields and kinds")} with differences, not listed.
        </p>
      )}
    </section>
  );
}

interface GroupProps extends Pick<DifferencesCardProps, "onShow"> {
  readonly group: DifferenceGroup;
  readonly formats: readonly CheckedFormat[];
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
          <td className="mono">{field === null ? <span className="ink-3">–</span> : breakable(field)}</td>
          {formats.map((format) => (
            <td key={format} className="v">
              <FoundValue group={group} found={found} format={format} formats={formats} />
            </td>
          ))}
        </tr>
      ))}
      {rest > 0 && (
        <tr>
          <td colSpan={formats.length + 2} className="ink-2">
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

/** A field name that can wrap after an underscore where there is no room for it. */
function breakable(field: string): ReactNode {
  return field.split(/(?<=_)/u).map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts of a name have no other identity
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}

/** The identifier or the position of a record, linked to it. */
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
