import type { CallName } from "#shared/channels.ts";
import type { CallOutput } from "#shared/contract.ts";

type Outputs = { readonly [Name in CallName]?: (output: CallOutput<Name>) => (string | undefined)[] };

/** The documents that a reply hands to its caller, which closes them. */
const documentsOf: Outputs = {
  sendRequest: ({ document }) => [document?.documentId],
  checkFormats: ({ answers }) => Object.values(answers).map((exchange) => exchange?.document?.documentId),
};

export function documentIdsOf(name: CallName, output: unknown): string[] {
  // The table's value type is a union of functions; the output always belongs to the call of this name.
  const find = documentsOf[name] as ((output: unknown) => (string | undefined)[]) | undefined;
  return (find?.(output) ?? []).filter((id) => id !== undefined);
}
