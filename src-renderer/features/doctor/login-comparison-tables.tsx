import type { ReactNode } from "react";
import type { Connection } from "#shared/connection.ts";
import type { LoginAnswer, LoginComparison, RecordComparison } from "#shared/login-comparison.ts";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { hostOf, badgeLevelOf, spokenName } from "../connections/connection-words.ts";
import { formatAmount, formatBytes, formatCount, formatDuration } from "../response/format.ts";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { Texts, ComparedValues } from "./login-comparison-values.tsx";
import { listedDifferences } from "./login-comparison-words.ts";

export interface ComparedSides {
  readonly left: Connection;
  readonly right: Connection;
}

/** The head of a table of two sides. */
function SidesHead({ first, sides, before }: { first: string; sides: ComparedSides; before?: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {before !== undefined && <th scope="col">{before}</th>}
        <th scope="col">{visibleValue(spokenName(sides.left))}</th>
        <th scope="col">{visibleValue(spokenName(sides.right))}</th>
      </tr>
    </thead>
  );
}

/** The two logins and their responses. */
export function ComparedStatus({ found, sides }: { found: LoginComparison; sides: ComparedSides }) {
  const row = (title: string, of: (connection: Connection, answer: LoginAnswer | null) => ReactNode) => (
    <tr key={title}>
      <th scope="row" className="side">
        {title}
      </th>
      <td>{of(sides.left, found.left)}</td>
      <td>{of(sides.right, found.right)}</td>
    </tr>
  );
  return (
    <table className="pt box" aria-label="Answers side by side">
      <SidesHead first="Answer" sides={sides} />
      <tbody>
        {row("Kind of account", (connection) => (
          <LevelBadge level={badgeLevelOf(connection)} />
        ))}
        {row("Server", (connection) => visibleText(hostOf(connection)))}
        {row("Status", (_connection, answer) => (
          <StatusOf answer={answer} />
        ))}
        {row("Records", (_connection, answer) => formatCountOf(answer?.records ?? null))}
        {row("Size", (_connection, answer) => (hasAnswered(answer) ? formatBytes(answer.byteLength) : "–"))}
        {row("Time", (_connection, answer) =>
          answer === null
            ? "–"
            : `${formatDuration(answer.totalMs)}, ${formatAmount(answer.wireRequests, "wire request")}`,
        )}
      </tbody>
    </table>
  );
}

function hasAnswered(answer: LoginAnswer | null): answer is LoginAnswer {
  return answer !== null && answer.status !== null;
}

function formatCountOf(count: number | null): string {
  return count === null ? "–" : formatCount(count);
}

function StatusOf({ answer }: { answer: LoginAnswer | null }) {
  if (answer === null) return "Not asked";
  if (answer.status === null)
    return <span className="c-danger">{visibleText(answer.failure?.message ?? "No answer")}</span>;
  const isServed = answer.status >= 200 && answer.status < 300;
  return (
    <span className={isServed ? "mono c-ok" : "mono c-danger"}>
      {visibleText(`${answer.status} ${answer.reason}`.trim())}
    </span>
  );
}

export function ComparedHeaders({
  found: { headers, left, right },
  sides,
}: {
  found: LoginComparison;
  sides: ComparedSides;
}) {
  if (!hasAnswered(left) || !hasAnswered(right)) return null;
  return (
    <>
      <h3 className="sec">Headers that differ</h3>
      {headers.length === 0 ? (
        <p className="sm ink-2">None, but for those that differ in any two answers, such as Date.</p>
      ) : (
        <table className="pt box" aria-label="Headers that differ">
          <SidesHead first="Header" sides={sides} />
          <tbody>
            {headers.map((each) => (
              <tr key={each.name}>
                <th scope="row" className="k">
                  {visibleText(each.name)}
                </th>
                <Texts both={each} absent="not sent" />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** Which records only one side has, and which fields differ in records that both have. */
export function ComparedRecords({ records, sides }: { records: RecordComparison; sides: ComparedSides }) {
  const { fields, values, onlyLeft, onlyRight, examples, matchedBy } = records;
  const alone = [
    { connection: sides.left, count: onlyLeft, ids: examples.left },
    { connection: sides.right, count: onlyRight, ids: examples.right },
  ].filter(({ count }) => count > 0);
  if (alone.length === 0 && fields.length === 0) return null;
  const what = matchedBy ?? "place";
  return (
    <>
      <h3 className="sec">Records that differ</h3>
      {alone.map(({ connection, count, ids }) => (
        <p key={connection.connectionId} className="sm alone">
          <b>
            {formatAmount(count, "record")} only with {visibleValue(spokenName(connection))}:
          </b>{" "}
          {what} <span className="mono">{visibleText(ids.join(", "))}</span>
          {count > ids.length && ` and ${formatCount(count - ids.length)} more`}
        </p>
      ))}
      {fields.length > 0 && (
        <>
          <p className="sm alone">
            <b>Fields:</b> {visibleText(fields.map(({ name, count }) => `${name} (${formatCount(count)})`).join(", "))}
          </p>
          <p className="sm alone">{listedDifferences(records)}</p>
          <ComparedValues values={values} head={<SidesHead first="Record" before="Field" sides={sides} />} />
        </>
      )}
    </>
  );
}
