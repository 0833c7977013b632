import type {
  BundlePreview,
  BundleRequest,
  BundleSearch,
  SaveBundleRequest,
  SaveBundleResult,
} from "#shared/bundle.ts";
import { saveText } from "../../exporting/save-text.ts";
import type { Connections } from "../../connections/connections.ts";
import type { SeenSecrets } from "../../http/seen-secrets.ts";
import type { Backstop } from "../../backstop.ts";
import type { Ports } from "../../ports.ts";
import { bundleFile, readableFile } from "./bundle-file.ts";
import { knownSecrets } from "./known-secrets.ts";
import { partsOf, type Part } from "./parts.ts";
import { searchForSecrets } from "./search.ts";

/** A file for support that was searched for the secrets it must not hold. */
export interface BundleCalls {
  preview(request: BundleRequest): Promise<BundlePreview>;
  /** Trusts no preview: what is saved is what was searched. */
  save(request: SaveBundleRequest, signal: AbortSignal): Promise<SaveBundleResult>;
}

interface Built {
  readonly parts: readonly Part[];
  readonly json: string;
  readonly search: BundleSearch;
}

export function createBundleCalls(
  ports: Pick<Ports, "clock" | "emit" | "files" | "application" | "runtime"> & {
    readonly backstop: Pick<Backstop, "acts">;
  },
  connections: Pick<Connections, "get" | "passwordToSearchFor">,
  seen: Pick<SeenSecrets, "of">,
): BundleCalls {
  async function build(request: BundleRequest): Promise<Built> {
    const connection = connections.get(request.connectionId);
    const versions = { "Rezora Explorer": ports.application.version, ...ports.runtime };
    const { secrets, publicPassword } = knownSecrets(request, connections, seen);
    const parts = partsOf(request, { connection, versions, acts: ports.backstop.acts });
    const made = ports.clock.now();
    const pieces = parts.map(({ part, data, readable }) => ({ part, text: `${JSON.stringify(data)}\n${readable}` }));
    const whole = { part: "file" as const, text: bundleFile(parts, made, null) };
    const { hits, ...counts } = await searchForSecrets([...pieces, whole], secrets);
    const search = { ...counts, publicPassword };
    return { parts, json: bundleFile(parts, made, search), search: { ...search, hits } };
  }

  return {
    async preview(request) {
      const built = await build(request);
      const { search } = built;
      const held = new Set(search.hits.map(({ part }) => part));
      if (held.has("file")) return { json: "", readable: "", bytes: 0, search };
      // What holds a secret does not go to the window either.
      const parts = built.parts.filter(({ part }) => !held.has(part));
      const clean = held.size === 0 ? built : await build({ ...request, parts: parts.map(({ part }) => part) });
      if (clean.search.hits.length > 0) return { json: "", readable: "", bytes: 0, search };
      const { json } = clean;
      return { json, readable: readableFile(parts), bytes: Buffer.byteLength(json), search };
    },

    async save({ exportId, bundle, suggestedName }, signal) {
      const { json, search } = await build(bundle);
      if (search.hits.length > 0) return { state: "blocked", search };
      return await saveText(ports, { exportId, text: json, suggestedName }, signal);
    },
  };
}
