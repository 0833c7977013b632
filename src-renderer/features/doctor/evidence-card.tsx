import { FileSearch } from "lucide-react";
import type { Evidence, DiagnosisStep } from "#shared/doctor.ts";
import { stepTitles } from "#shared/doctor-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { LevelBadge } from "../../ui/level-badge.tsx";
import { Head } from "./head-lines.tsx";

/** The bytes that decided a step, secrets masked. */
export function EvidenceCard({ step }: { step: DiagnosisStep }) {
  const { evidence } = step;
  return (
    <section className="card" aria-label={`Evidence, ${stepTitles[step.name]}`}>
      <header>
        <Icon of={FileSearch} tone="c-3" />
        Evidence
        <span className="ink-3 of">{stepTitles[step.name]}</span>
      </header>
      <div className="evid">
        {evidence === null ? <p className="noevid">{absence(step)}</p> : <Known key={step.name} evidence={evidence} />}
      </div>
    </section>
  );
}

function absence({ state }: DiagnosisStep): string {
  switch (state) {
    case "waiting":
      return "This step was not reached yet.";
    case "running":
      return "This step is being tried.";
    case "skipped":
      return "Nothing was sent for this step.";
    case "done":
    case "failed":
      return "This step has no bytes of its own: the system reports that it happened.";
  }
}

function Known({ evidence: { sent, received, facts, questions } }: { evidence: Evidence }) {
  return (
    <>
      {sent && <Head title="Sent" lines={sent} />}
      {received && <Head title="Received" lines={received} />}
      {facts.map(([name, value]) => (
        <div key={name}>
          <div className="caprow">{name}</div>
          <div className="code">{value}</div>
        </div>
      ))}
      {questions.length > 0 && (
        <>
          <div className="caprow">
            <span>The same login</span>
            <span className="mono">level check</span>
          </div>
          <table className="pt mini">
            <tbody>
              {questions.map(({ designator, level, status }) => (
                <tr key={designator}>
                  <td className="k">GET {designator}</td>
                  <td>
                    <LevelBadge level={level} />
                  </td>
                  <td className={status !== null && status < 300 ? "v c-ok" : "v c-danger"}>{status ?? "no answer"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}
