import { topCollections } from "../resources/tree-model.ts";

/** What a login can be tested with, for a choice; the one in use first where it is no collection of the catalogue. */
export function testedResources(designator: string): { readonly id: string; readonly text: string }[] {
  const known: readonly string[] = topCollections.map(({ path }) => path);
  const all = known.includes(designator) ? known : [designator, ...known];
  return all.map((each) => ({ id: each, text: `GET ${each}` }));
}
