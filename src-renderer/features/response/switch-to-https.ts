import type { Connection } from "#shared/connection.ts";
import { call } from "../../api.ts";
import { connectionChanged } from "../../query.ts";
import { moveBaseUrl } from "./https-offer.ts";
import { say } from "./said.ts";

/** Sends nothing: the user fetches again when that is wanted. */
export async function switchToHttps({ connectionId, name, baseUrl }: Connection, secureOrigin: string): Promise<void> {
  const moved = moveBaseUrl(baseUrl, secureOrigin);
  connectionChanged(await call("updateConnection", { connectionId, change: { baseUrl: moved } }));
  say(`${name} uses ${moved} now.`);
}
