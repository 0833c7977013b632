import { topCollections } from "../resources/tree-model.ts";

/** The resources to choose from; the current one comes first where it is not a collection of the catalogue. */
export function testedResources(designator: string): { readonly id: string; readonly text: string }[] {
  const known: readonly string[] = topCollections.map(({ path }) => path);
  const all = known.includes(designator) ? known : [designator, ...known];
  return all.map((each) => ({ id: each, text: `GET ${each}` }));
}
