import type { Connection } from "#shared/connection.ts";
import type { DoctorReport, Rung } from "#shared/doctor.ts";
import { rungNames } from "#shared/doctor-names.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { call, onEvent } from "../../api.ts";
import { useDoctor } from "../../state/doctor.ts";
import { useShell } from "../../state/shell.ts";
import { chooseDesignator, designatorFor } from "./tested-designator.ts";
import { createVerdictRuns } from "./verdict-runs.ts";

/** Each climbs the ladder until it is known why a login fails. */
export const loginRuns = createVerdictRuns<Rung, DoctorReport>({
  tool: "login",
  waiting: rungNames.map((name) => ({ name, state: "waiting", sentence: "", ms: null, evidence: null })),
  ask: (run, signal) => call("diagnoseLogin", run, signal),
  stepsOf: ({ rungs }) => rungs,
  isGood: ({ good }) => good,
});

/** Goes to the Doctor and finds out why this GET fails. Outside of the catalogue a known resource stands in for it. */
export function askWhy(connection: Connection, designator: string): void {
  const [path = ""] = designator.split("?", 1);
  const tested = matchDesignator(path) === null ? designatorFor(connection) : path;
  chooseDesignator(tested);
  useDoctor.getState().choose("login");
  useShell.getState().show("doctor");
  void loginRuns.begin(connection, tested);
}

/** Takes the rungs of a run while it climbs; the returned function ends it. */
export function watchExaminations(): () => void {
  return onEvent("doctorProgress", ({ runId, rung, wireRequests }) => loginRuns.takeStep(runId, rung, wireRequests));
}
