import { Check, Minus, TriangleAlert } from "lucide-react";
import type { CsvDialect } from "#shared/format-check.ts";
import { Icon } from "../../ui/icon.tsx";
import { dialectPoints, type DialectPoint } from "./format-words.ts";

/** How the CSV was really written, compared with the documentation. */
export function DialectCard({ dialect }: { dialect: CsvDialect }) {
  return (
    <section className="card" aria-label="How the CSV is written">
      <header>
        How the CSV is written
        <span className="grow" />
        <span className="ink-3 light">found in its bytes</span>
      </header>
      <table className="pt dialect">
        <thead>
          <tr>
            <th scope="col">Property</th>
            <th scope="col">Found</th>
            <th scope="col">Documented</th>
            <th scope="col">
              <span className="sr">Agrees</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {dialectPoints(dialect).map((each) => (
            <tr key={each.name} className={each.agrees === false ? "warn" : undefined}>
              <td>{each.name}</td>
              <td className={each.agrees === null ? "ink-3" : each.literal ? "v" : undefined}>{each.found}</td>
              <td className={each.literal ? "v" : undefined}>{each.documented}</td>
              <td>
                <Agreement agrees={each.agrees} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Agreement({ agrees }: Pick<DialectPoint, "agrees">) {
  const [icon, tone, word] =
    agrees === null
      ? ([Minus, "c-3", "not known"] as const)
      : agrees
        ? ([Check, "c-ok", "agrees"] as const)
        : ([TriangleAlert, "c-caution", "differs"] as const);
  return (
    <>
      <Icon of={icon} size="s" tone={tone} />
      <span className="sr">{word}</span>
    </>
  );
}
