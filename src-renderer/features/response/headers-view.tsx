import type { Exchange, Leg } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import { copyValue } from "./copy-value.ts";
import { formatAmount, formatDuration } from "./format.ts";
import { purposeNames, requestLine, statusLine } from "./handshake-words.ts";
import { LongText } from "../../ui/long-value/held-value.tsx";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { withMasks } from "./with-masks.tsx";
import { explainHeader } from "./header-words.ts";

/** All headers of all legs as they were on the wire; the final response comes first. */
export function HeadersView({ exchange }: { exchange: Exchange }) {
  const numbered = exchange.legs.map((leg, index) => ({ leg, number: index + 1 })).toReversed();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="panels" role="region" aria-label="Headers" tabIndex={0}>
      {numbered.map(({ leg, number }) => (
        <LegHeaders key={number} leg={leg} number={number} count={exchange.legs.length} />
      ))}
      {numbered.length === 0 && <p className="ink-3">Nothing went over the wire.</p>}
    </div>
  );
}

function LegHeaders({ leg, number, count }: { leg: Leg; number: number; count: number }) {
  const { lookup, connect, tls, firstByte, total } = leg.timings;
  const phases: readonly (readonly [string, number | null])[] = [
    ["name lookup", lookup],
    ["connect", connect],
    ["TLS", tls],
    ["first byte", firstByte],
  ];
  const times = phases.flatMap(([name, time]) => (time === null ? [] : [`${name} ${formatDuration(time)}`]));
  return (
    <section className="card" aria-label={`Leg ${number}`}>
      <header>
        <span className="no">{number}</span>
        {purposeNames[leg.purpose]}
        <span className="ink-3 light">{count > 1 && number === count ? "the answer shown" : ""}</span>
        <span className="grow" />
        <span className="ink-3 light hide-n">
          {[...times, leg.socketReused ? "on an open connection" : ""].filter(Boolean).join(", ")}
        </span>
        <span className="mono ink-3 light">{formatDuration(total)}</span>
      </header>
      <HeaderTable
        title="Received"
        line={statusLine(leg) || "nothing"}
        headers={leg.responseHeaders}
        note={formatAmount(leg.responseHeaders.length, "header")}
      />
      <HeaderTable
        title="Sent"
        line={requestLine(leg)}
        headers={leg.requestHeaders}
        note={leg.requestBodyBytes > 0 ? `${formatAmount(leg.requestBodyBytes, "byte")} of body` : "no body"}
      />
    </section>
  );
}

function HeaderTable({
  title,
  line,
  headers,
  note,
}: {
  title: string;
  line: string;
  headers: readonly HeaderPair[];
  note: string;
}) {
  const limit = textBudget(headers.map(([, value]) => value.length));
  return (
    <>
      <div className="ptcap">
        {title}
        <span className="mono light">{visibleText(shortened(line))}</span>
        <span className="grow" />
        <span className="light">{note}</span>
      </div>
      <table className="pt headers">
        <thead className="sr">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">What it is for</th>
          </tr>
        </thead>
        <tbody>
          {headers.map(([name, value], index) => (
            // oxlint-disable-next-line react/no-array-index-key -- headers repeat; their position identifies them
            <tr key={index}>
              <td className="k">
                <span className="key">{visibleText(shortened(name))}</span>
              </td>
              <td className="v">
                <LongText
                  label={name}
                  text={value}
                  limit={limit}
                  draw={withMasks}
                  onCopy={(text) => copyValue(name, () => text)}
                />
              </td>
              <td className="why">{explainHeader(name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
