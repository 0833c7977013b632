import type { BundleRequest } from "#shared/bundle.ts";
import { call } from "../../api.ts";
import { saveAs } from "../exporting/save-as.ts";
import { showToast } from "../../state/toast.ts";
import { bundleName, searchTitle } from "./bundle-words.ts";

/** Asks the host to save the bundle. The main process searches it once more first. */
export async function saveBundle(bundle: BundleRequest): Promise<void> {
  const suggestedName = bundleName(Date.now(), bundle.bare);
  const result = await saveAs(suggestedName, (exportId, signal) =>
    call("saveBundle", { exportId, bundle, suggestedName }, signal),
  );
  if (result?.state === "blocked") showToast(searchTitle(result.search), "problem");
}
