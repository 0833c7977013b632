import { standingOf } from "#shared/login-standing.ts";
import { shortStanding } from "#shared/login-words.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import { explainStatus } from "#shared/rezora/status.ts";
import { useConnections } from "../../../query.ts";
import { useNow } from "../../../state/clock.ts";
import { Icon } from "../../../ui/icon.tsx";
import { levelOf, spokenName } from "../../connections/connection-words.ts";
import { formatAge, timeOfDay } from "../../response/format.ts";
import type { MatrixCell } from "./matrix-model.ts";
import { sourceWords, stateLooks } from "./matrix-words.ts";
import { visibleValue } from "../../../ui/visible-text.tsx";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The evidence for one cell. */
export function MatrixDetail({ cell }: { cell: MatrixCell }) {
  const { connection, resource, method, state } = cell;
  const { word, icon, tone } = stateLooks[state];
  return (
    <>
      <section className="card cellcard" aria-label="Cell">
        <header>
          <Icon of={icon} tone={tone} />
          {word}
        </header>
        <div className="said">
          <p className="mono">
            {method} {resource.path}
          </p>
          <p className="ink-2">{visibleValue(spokenName(connection))}</p>
        </div>
        <Seen cell={cell} />
      </section>
      <section className="card cellcard" aria-label="Documentation">
        <header>Documentation</header>
        <div className="said">
          <p>{documentationOf(cell)}</p>
          {resource.methods[method].note !== "" && <p className="ink-2">{resource.methods[method].note}</p>}
        </div>
      </section>
    </>
  );
}

function Seen({ cell }: { cell: MatrixCell }) {
  const { seen, leftOut, method } = cell;
  const connections = useConnections() ?? [];
  const now = useNow(10_000);
  if (seen === null) {
    const why =
      method === "GET" ? leftOut || "A sweep asks it." : "Writes are never tried. One sent by hand fills this cell.";
    return <p className="said ink-2">Not tried in this session. {why}</p>;
  }
  const { status, designator, observedAt, source, idsFrom } = seen;
  const finder = connections.find(({ connectionId }) => connectionId === idsFrom?.connectionId);
  return (
    <table className="pt" aria-label="Evidence">
      <tbody>
        <Fact name="Status" value={status === null ? "No answer came" : String(status)}>
          {meaningOf(cell, now)}
        </Fact>
        <Fact name="Asked" value={`${method} ${designator}`}>
          {idsFrom && `First record of ${idsFrom.collection}${finder ? `, as ${spokenName(finder)} sees it` : ""}.`}
        </Fact>
        <Fact name="When" value={clock.format(observedAt)}>
          {formatAge(Math.max(0, now - observedAt))}
        </Fact>
        <Fact name="Seen by" value={sourceWords[source]} />
      </tbody>
    </table>
  );
}

function Fact({ name, value, children }: { name: string; value: string; children?: string | null }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {value}
        {children && <span className="ink-2 more">{children}</span>}
      </td>
    </tr>
  );
}

/** The meaning of a 401 that remains, given what is known about the login. */
function meaningOf({ connection, resource, seen }: MatrixCell, now: number): string | null {
  if (seen === null || seen.status === null) return null;
  const known = { accountLevel: levelOf(connection), history: connection.login };
  const standing = standingOf({ ...seen, ...known, resourceLevel: resource.level, at: seen.observedAt });
  return shortStanding(standing, (at) => timeOfDay(at, now)) ?? explainStatus(seen.status).meaning;
}

function documentationOf({ connection, resource, method, state }: MatrixCell): string {
  const whose = `${resource.level} accounts`;
  const level = levelOf(connection);
  const other =
    (level === "agent" || level === "company") && level !== resource.level
      ? ` This is an account of the other level: ${level}.`
      : "";
  switch (confidenceOf(resource, method)) {
    case "documented":
      return `Documented for ${whose}.${other}${state === "documented" ? " That is no proof." : ""}`;
    case "inferred":
      return `Not seen in the documentation itself, but it follows from it, for ${whose}.${other}`;
    case "unknown":
      return "The documentation leaves open whether this method exists.";
    case "absent":
      return "The documentation has no such method here.";
  }
}

function confidenceOf(
  { methods }: Resource,
  method: MatrixCell["method"],
): "documented" | "inferred" | "unknown" | "absent" {
  return methods[method].confidence;
}
