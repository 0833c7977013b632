import type { BundleRequest } from "#shared/bundle.ts";
import { ApiError, call } from "../../api.ts";
import { runSaving } from "../exporting/running-exports.ts";
import { formatBytes } from "../response/format.ts";
import { say } from "../response/said.ts";
import { bundleName, searchTitle } from "./bundle-words.ts";

/** Lets the host save it, and says where it went. The main process searches it once more. */
export async function saveBundle(bundle: BundleRequest): Promise<void> {
  const suggestedName = bundleName(Date.now());
  try {
    const result = await runSaving(suggestedName, (exportId, signal) =>
      call("saveBundle", { exportId, bundle, suggestedName }, signal),
    );
    if (result.state === "saved") say(`Saved ${result.name}, ${formatBytes(result.bytes)}`, "saved");
    if (result.state === "blocked") say(searchTitle(result.search), "problem");
  } catch (error) {
    const cancelled = error instanceof ApiError && error.code === "cancelled";
    say(error instanceof Error ? error.message : "Nothing was saved.", cancelled ? "plain" : "problem");
  }
}
