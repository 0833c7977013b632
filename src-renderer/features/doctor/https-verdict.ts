import type { Connection } from "#shared/connection.ts";
import type { Verdict } from "#shared/doctor.ts";
import { report } from "../../state/report.ts";
import { secureBaseUrl, switchToHttps } from "../connections/switch-to-https.ts";
import { loginRuns } from "./login-runs.ts";

/**
 * The base URL that a verdict suggests; null where it suggests none. The base URL of a practice connection is not a
 * setting.
 */
export function httpsCalledFor(
  { practice, baseUrl }: Pick<Connection, "practice" | "baseUrl">,
  { code }: Pick<Verdict, "code">,
): string | null {
  return code === "https-expected" && practice === null ? secureBaseUrl(baseUrl) : null;
}

/** Changes the base URL to https, and runs the diagnosis there once the connection has a password for that origin. */
export function examineOverHttps(connection: Connection, baseUrl: string, designator: string): void {
  report(
    switchToHttps(connection, baseUrl).then((changed) =>
      changed.hasPassword ? loginRuns.begin(changed, designator) : undefined,
    ),
  );
}
