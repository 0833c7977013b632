import type { Connection } from "#shared/connection.ts";
import type { Verdict } from "#shared/doctor.ts";
import { call } from "../../api.ts";
import { connectionChanged } from "../../query.ts";
import { report } from "../../state/report.ts";
import { say } from "../response/said.ts";
import { loginRuns } from "./login-runs.ts";

/** The verdict can be acted upon in one click. The address of a practice connection is not a setting. */
export function canSwitchToHttps({ practice, baseUrl }: Connection, { code }: Verdict): boolean {
  return code === "https-expected" && practice === null && /^http:/iu.test(baseUrl);
}

/** Changes the base URL to https and examines the login there. */
export function switchToHttps(connection: Connection, designator: string): void {
  const { connectionId, baseUrl } = connection;
  const change = { baseUrl: baseUrl.replace(/^http:/iu, "https:") };
  report(
    call("updateConnection", { connectionId, change }).then((changed) => {
      connectionChanged(changed);
      say("This connection uses https now.");
      return loginRuns.begin(changed, designator);
    }),
  );
}
