import type { Connection } from "#shared/connection.ts";
import type { DoctorReport, DiagnosisStep } from "#shared/doctor.ts";
import { stepNames } from "#shared/doctor-names.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { call, onEvent } from "../../api.ts";
import { useDoctor } from "../../state/doctor.ts";
import { useShell } from "../../state/shell.ts";
import { chooseDesignator, designatorFor } from "./tested-designator.ts";
import { createVerdictRuns } from "./verdict-runs.ts";

/** Each run is a diagnosis of why a login fails. */
export const loginRuns = createVerdictRuns<DiagnosisStep, DoctorReport>({
  tool: "login",
  waiting: stepNames.map((name) => ({ name, state: "waiting", sentence: "", ms: null, evidence: null })),
  ask: (run, signal) => call("diagnoseLogin", run, signal),
  stepsOf: ({ steps }) => steps,
  isGood: ({ good }) => good,
});

/** Goes to the Doctor and runs a diagnosis for this GET. Outside the catalogue, a known resource is used instead. */
export function askWhy(connection: Connection, designator: string): void {
  const [path = ""] = designator.split("?", 1);
  const tested = matchDesignator(path) === null ? designatorFor(connection) : path;
  chooseDesignator(tested);
  useDoctor.getState().choose("login");
  useShell.getState().show("doctor");
  void loginRuns.begin(connection, tested);
}

/** Takes the steps of a run while it runs; the returned function unsubscribes. */
export function watchExaminations(): () => void {
  return onEvent("doctorProgress", ({ runId, step, wireRequests }) => loginRuns.takeStep(runId, step, wireRequests));
}
