import { startWebProcess, type WebProcess } from "./browser-host.ts";
import { ask, enter, type PlainResponse, type Proofs } from "./plain-client.ts";
import { test as base } from "./test.ts";

interface Fixtures {
  readonly web: WebProcess & { readonly origin: string; readonly entry: string };
  /** What the one-time token was exchanged for. */
  readonly proofs: Proofs;
}

/** Tests of the browser host alone, without a page of their own. */
export const test = base.extend<Fixtures>({
  web: async ({ dataFolder }, provide) => {
    const web = await startWebProcess(dataFolder);
    const { origin, pathname, search } = new URL(web.url);
    await provide({ ...web, origin, entry: pathname + search });
    await web.interrupt();
  },
  proofs: async ({ web }, provide) => {
    await provide(await enter(web.origin, web.entry));
  },
});

export const tab = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";

export const getSettings = JSON.stringify({ tab, name: "getSettings", input: {} });

/** A call as the page makes it, except that it has these headers. */
export function callWith(origin: string, headers: Readonly<Record<string, string>>): Promise<PlainResponse> {
  const json = { "Content-Type": "application/json", Origin: origin };
  return ask(origin, "/call", { method: "POST", headers: { ...json, ...headers }, body: getSettings });
}
