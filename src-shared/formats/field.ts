/** The formats of the API that hold records. */
export type RecordFormat = "json" | "xml" | "csv";

/**
 * One value as the body has it. A plain string is the commonest case and stands for itself.
 * `nested` of XML is the whole element with its own tags, of JSON the object or array.
 */
export type FieldValue =
  | string
  | { readonly kind: "null" | "literal" | "nested"; readonly text: string }
  /** `other`: what the value is by another rule that its writer may have followed. */
  | { readonly kind: "ambiguous"; readonly text: string; readonly source: string; readonly other?: string | undefined };

/** Fields stand in the order of the body, repeated keys included. */
export interface Field {
  readonly key: string;
  readonly value: FieldValue;
}

/** The text that sorting, filtering, searching and the plain formats work on. */
export function fieldText(value: FieldValue): string {
  return typeof value === "string" ? value : value.text;
}
