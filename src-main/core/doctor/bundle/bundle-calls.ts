import type {
  BundlePreview,
  BundleRequest,
  BundleSearch,
  SaveBundleRequest,
  SaveBundleResult,
} from "#shared/bundle.ts";
import type { TicketCheck, TicketCheckRequest } from "#shared/ticket-check.ts";
import { saveText } from "../../exporting/save-text.ts";
import type { Connections } from "../../connections/connections.ts";
import type { SeenSecrets } from "../../http/seen-secrets.ts";
import type { Backstop } from "../../backstop.ts";
import type { Ports } from "../../ports.ts";
import { bareFile, bundleFile, readableFile } from "./bundle-file.ts";
import { checkTicket } from "./check-ticket.ts";
import { knownSecrets, sourcesOf } from "./known-secrets.ts";
import { partsOf, type Part } from "./parts.ts";
import { searchForSecrets } from "./search.ts";

/** A support file that has been searched for the secrets it must not contain. */
export interface BundleCalls {
  preview(request: BundleRequest): Promise<BundlePreview>;
  /** Does not trust the preview: the saved text is the text that was searched. */
  save(request: SaveBundleRequest, signal: AbortSignal): Promise<SaveBundleResult>;
  /** The same search, for a text copied to the clipboard. */
  checkTicket(request: TicketCheckRequest): Promise<TicketCheck>;
}

interface Built {
  readonly parts: readonly Part[];
  readonly text: string;
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
    const { secrets, publicPassword } = knownSecrets(sourcesOf(request), connections, seen);
    const isBare = request.bare === true;
    const parts = partsOf(request, { connection, versions, acts: ports.backstop.acts });
    const made = ports.clock.now();
    const pieces = parts.map(({ part, data, readable }) => ({
      part,
      text: isBare ? readable : `${JSON.stringify(data)}\n${readable}`,
    }));
    const file = (search: Omit<BundleSearch, "hits"> | null): string =>
      isBare ? bareFile(parts) : bundleFile(parts, made, search);
    const first = await searchForSecrets([...pieces, { part: "file", text: file(null) }], secrets);
    const { hits: firstHits, ...counts } = first;
    const search = { ...counts, publicPassword };
    const text = file(search);
    // The report of the search is part of the file, so it must not contain a secret either.
    const { hits } = firstHits.length > 0 ? first : await searchForSecrets([{ part: "file", text }], secrets);
    return { parts, text, search: { ...search, hits } };
  }

  return {
    async preview(request) {
      const built = await build(request);
      const { search } = built;
      const held = new Set(search.hits.map(({ part }) => part));
      if (held.has("file")) return { json: "", readable: "", bytes: 0, search };
      // A part that contains a secret is not sent to the window either.
      const parts = built.parts.filter(({ part }) => !held.has(part));
      const clean = held.size === 0 ? built : await build({ ...request, parts: parts.map(({ part }) => part) });
      if (clean.search.hits.length > 0) return { json: "", readable: "", bytes: 0, search };
      const { text } = clean;
      const readable = request.bare === true ? text : readableFile(parts);
      return { json: text, readable, bytes: Buffer.byteLength(text), search };
    },

    async save({ exportId, bundle, suggestedName }, signal) {
      const { text, search } = await build(bundle);
      if (search.hits.length > 0) return { state: "blocked", search };
      return await saveText(ports, { exportId, text, suggestedName }, signal);
    },

    checkTicket: (request) => checkTicket(request, connections, seen),
  };
}
