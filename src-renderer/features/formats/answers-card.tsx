import { checkedFormats } from "#shared/checked-formats.ts";
import type { CheckedFormat, FormatCheck } from "#shared/format-check.ts";
import { LinkButton } from "../../ui/button.tsx";
import { formatBytes, formatCount, formatDuration } from "../response/format.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { formatTitles } from "./format-words.ts";

/** The three responses: what arrived, how much, and a link to each. */
export function AnswersCard({ check, onShow }: { check: FormatCheck; onShow: (format: CheckedFormat) => void }) {
  return (
    <section className="card" aria-label="The three answers">
      <header>The three answers</header>
      <table className="pt answers">
        <thead>
          <tr>
            <th scope="col">Format</th>
            <th scope="col">Status</th>
            <th scope="col">Type</th>
            <th scope="col" className="r">
              Records
            </th>
            <th scope="col" className="r">
              Size
            </th>
            <th scope="col" className="r">
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          {checkedFormats.map((format) => (
            <Answer key={format} check={check} format={format} onShow={() => onShow(format)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Answer({ check, format, onShow }: { check: FormatCheck; format: CheckedFormat; onShow: () => void }) {
  const exchange = check.answers[format];
  const kept = useWorkspace(({ history }) =>
    history.some((entry) => entry.bodyKept && entry.exchange.exchangeId === exchange?.exchangeId),
  );
  const reason = check.leftOut.find((each) => each.format === format)?.reason;
  if (exchange === null) {
    return (
      <tr>
        <td>{formatTitles[format]}</td>
        <td colSpan={5} className="ink-3">
          Not fetched
        </td>
      </tr>
    );
  }
  const { status, document, totalMs } = exchange;
  const good = status !== null && status < 300 && reason === undefined;
  const canShow = kept && document !== null && document.format === format;
  return (
    <>
      <tr className={reason === undefined ? undefined : "warn with"}>
        <td>{canShow ? <LinkButton onPress={onShow}>{formatTitles[format]}</LinkButton> : formatTitles[format]}</td>
        <td>
          <span className="row">
            <span className={good ? "lamp" : "lamp bad"} />
            {status ?? "none"}
          </span>
        </td>
        <td className="mono">{document?.declaredType ?? "–"}</td>
        <td className="r tnum">{document?.table ? formatCount(document.table.recordCount) : "–"}</td>
        <td className="r mono">{document ? formatBytes(document.byteLength) : "–"}</td>
        <td className="r mono">{formatDuration(totalMs)}</td>
      </tr>
      {reason !== undefined && (
        <tr className="warn">
          <td colSpan={6}>Not compared. {reason}</td>
        </tr>
      )}
    </>
  );
}
