import { FileSearch } from "lucide-react";
import type { Verdict } from "#shared/doctor.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { formatAmount } from "../response/format.ts";
import { reasonPhrase } from "./reason-phrase.ts";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dated = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** The responses to the same login, before and now. */
export function ComparedCard({ compared, now }: { compared: Verdict["compared"]; now: number }) {
  return (
    <section className="card" aria-label="Evidence, the same login before and now">
      <header>
        <Icon of={FileSearch} tone="c-3" />
        Evidence
        <span className="ink-3 of">the same login, before and now</span>
      </header>
      <table className="pt mini compared" aria-label="The same login before and now">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Request</th>
            <th scope="col">Response</th>
          </tr>
        </thead>
        <tbody>
          {compared.map(({ at, designator, status, records }) => (
            <tr key={`${String(at)} ${designator}`}>
              <td className="mono">{isSameDay(at, now) ? clock.format(at) : dated.format(at)}</td>
              <td className="mono">GET {visibleText(designator)}</td>
              <td className={isServed(status) ? "mono c-ok" : "mono c-danger"}>
                {status === null ? "No response" : `${String(status)} ${reasonPhrase(status)}`.trim()}
                {records !== null && `, ${formatAmount(records, "record")}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function isServed(status: number | null): boolean {
  return status !== null && status < 300;
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
