import type { Method } from "#shared/http/exchange.ts";
import {
  commonPassages,
  type Confidence,
  type Field,
  type RequestField,
  type Resource,
  type ResourceMethod,
} from "#shared/rezora/catalog.ts";

const methods: readonly Method[] = ["GET", "POST", "PUT", "DELETE"];

/** What the catalogue knows about a resource and how certain it is; needs no network. */
export function DocsView({ resource, designator }: { resource: Resource | null; designator: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable
    <div className="panels docs" role="region" aria-label="Docs" tabIndex={0}>
      {resource ? (
        <ResourceDocs resource={resource} />
      ) : (
        <div className="head">
          <h2 className="mono">{designator}</h2>
          <p className="lead">The catalogue has no entry for this. It can still be sent and looked at.</p>
        </div>
      )}
      <section className="card">
        <header>What holds for every resource</header>
        <ul className="rules">
          {commonPassages.flatMap(({ title, facts }) =>
            facts.map(({ text, confidence }) => (
              <li key={text}>
                <b>{title}.</b> {text} {confidence === "documented" ? null : <Sure confidence={confidence} />}
              </li>
            )),
          )}
        </ul>
      </section>
    </div>
  );
}

function ResourceDocs({ resource }: { resource: Resource }) {
  const present = methods.filter((method) => resource.methods[method].confidence !== "absent");
  const absent = methods.filter((method) => resource.methods[method].confidence === "absent");
  return (
    <>
      <div className="head">
        <div className="row">
          <h2 className="mono">{resource.template}</h2>
          <span className={`badge ${resource.level}`}>{resource.level === "agent" ? "Agent" : "Company"}</span>
          <Sure confidence={resource.levelConfidence} />
        </div>
        <p className="lead">{resource.summary}</p>
        {resource.levelNote !== "" && <p className="lead sm">{resource.levelNote}</p>}
      </div>
      {resource.rules.length > 0 && (
        <section className="card">
          <header>Rules</header>
          <ul className="rules">
            {resource.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </section>
      )}
      {present.map((method) => (
        <MethodDocs key={method} name={method} method={resource.methods[method]} />
      ))}
      {(absent.length > 0 || resource.notFound.length > 0) && (
        <section className="card">
          <header>Not there, or not found in the documentation</header>
          <ul className="rules">
            {absent.map((method) => (
              <li key={method}>
                <span className="meth">{method}</span>{" "}
                {resource.methods[method].note || "is not a method of this resource."}
              </li>
            ))}
            {resource.notFound.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function MethodDocs({ name, method }: { name: Method; method: ResourceMethod }) {
  const { summary, note, confidence, requestFields, responseFields, exampleRequests, exampleResponses } = method;
  const tone = name === "GET" ? "meth" : name === "DELETE" ? "meth d" : "meth w";
  return (
    <section className="card" aria-label={name}>
      <header>
        <span className={tone}>{name}</span>
        <span className="light">{summary}</span>
        <span className="grow" />
        {confidence !== "absent" && <Sure confidence={confidence} />}
      </header>
      {note !== "" && <div className="ptcap light">{note}</div>}
      {requestFields.length > 0 && <FieldTable title="Fields to send" fields={requestFields} />}
      {responseFields.length > 0 && <FieldTable title="Fields of the answer" fields={responseFields} />}
      <Samples title="Sample request" samples={exampleRequests} note="" />
      <Samples title="Sample answer" samples={exampleResponses} note={method.exampleNote} />
    </section>
  );
}

function FieldTable({ title, fields }: { title: string; fields: readonly (Field | RequestField)[] }) {
  return (
    <>
      <div className="ptcap">
        {title}
        <span className="grow" />
        <span className="light">{fields.length}</span>
      </div>
      <table className="pt">
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <td className="k">{field.name}</td>
              <td>{field.kind}</td>
              <td className="why">
                {fieldNote(field)}
                {field.values.length > 0 && (
                  <span className="choices">
                    {field.values.map(({ value, meaning }) => (
                      <span key={value} className="badge mono">
                        {value === "" ? "empty" : value}
                        {meaning === "" ? "" : ` ${meaning}`}
                      </span>
                    ))}
                  </span>
                )}
              </td>
              <td>{"confidence" in field && <Sure confidence={field.confidence} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function fieldNote(field: Field | RequestField): string {
  const required = !("required" in field)
    ? ""
    : field.required === null
      ? ""
      : field.required
        ? "Required."
        : "Optional.";
  const constraint = "constraint" in field ? field.constraint : "";
  return [required, constraint, field.note].filter(Boolean).join(" ");
}

function Samples({
  title,
  samples,
  note,
}: {
  title: string;
  samples: Readonly<Partial<Record<string, string>>>;
  note: string;
}) {
  const entries = Object.entries(samples).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (entries.length === 0) return null;
  return (
    <>
      <div className="ptcap">
        <span>{title}</span>
        {note !== "" && <span className="light">{note}</span>}
      </div>
      <div className="samples">
        {entries.map(([format, text]) => (
          <div key={format}>
            <div className="ptcap light">{format === "text" ? "Text" : format.toUpperCase()}</div>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable */}
            <pre className="code sample" tabIndex={0}>
              {text}
            </pre>
          </div>
        ))}
      </div>
    </>
  );
}

/** How certain a fact is; the edge is dashed where it is unknown. */
function Sure({ confidence }: { confidence: Confidence }) {
  return <span className={confidence === "unknown" ? "badge unknown mono" : "badge mono"}>{confidence}</span>;
}
