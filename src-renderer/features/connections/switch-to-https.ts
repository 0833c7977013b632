import type { Connection } from "#shared/connection.ts";
import { call } from "../../api.ts";
import { connectionChanged } from "../../query.ts";
import { showToast } from "../../state/toast.ts";

/** The base URL of a connection on another origin, its path kept. */
export function moveBaseUrl(baseUrl: string, origin: string): string {
  const { pathname } = new URL(baseUrl);
  return pathname === "/" ? origin : origin + pathname;
}

/** The same base URL with https, on the same port where it names one; null where it has https already. */
export function secureBaseUrl(baseUrl: string): string | null {
  return /^http:/iu.test(baseUrl) ? baseUrl.replace(/^http:/iu, "https:") : null;
}

/** Lets a connection use https from now on, and says so. Sends nothing. */
export async function switchToHttps({ connectionId, name }: Connection, baseUrl: string): Promise<Connection> {
  const changed = await call("updateConnection", { connectionId, change: { baseUrl } });
  connectionChanged(changed);
  showToast(`${name} uses ${changed.baseUrl} now.`);
  return changed;
}
