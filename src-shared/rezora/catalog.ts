import catalogData from "./catalog.json";
import type { Method } from "../http/exchange.ts";

/** How sure a fact about the API is. `documented`: seen in a capture of its documentation. */
export type Confidence = "documented" | "inferred" | "unknown";

/** The twelve resources, named as the documentation names them: `ID` stands for any id. */
export type ResourcePath =
  | "agents"
  | "agents/ID"
  | "contacts"
  | "contacts/ID"
  | "lists"
  | "lists/ID"
  | "lists/ID/contacts"
  | "lists/ID/contacts/ID"
  | "groups"
  | "groups/ID"
  | "groups/ID/agents"
  | "groups/ID/agents/ID";

/** What a value is made of: decides how it is set, compared and linked. */
export type FieldKind = "id" | "date" | "choice" | "email" | "phone" | "url" | "code" | "text";

interface AllowedValue {
  readonly value: string;
  /** In plain words, such as `subscribed`; empty where the value is self-explanatory. */
  readonly meaning: string;
}

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly note: string;
  /** Empty: any text. */
  readonly values: readonly AllowedValue[];
  /** The resource that this id leads to. */
  readonly opens: ResourcePath | null;
}

export interface RequestField extends Field {
  /** null: not found in the documentation. */
  readonly required: boolean | null;
  readonly constraint: string;
  readonly confidence: Confidence;
}

export interface ResourceMethod {
  /** `absent`: the documentation has no such method here, as far as it was seen. */
  readonly confidence: Confidence | "absent";
  /** Why it is inferred, unknown or absent; empty when there is nothing to add. */
  readonly note: string;
  readonly summary: string;
  readonly responseFields: readonly Field[];
  readonly requestFields: readonly RequestField[];
  readonly exampleRequests: Readonly<Partial<Record<"xml" | "json" | "text", string>>>;
  readonly exampleResponses: Readonly<Partial<Record<"xml" | "json" | "csv", string>>>;
  /** How sure the examples are; empty when they are documented literally. */
  readonly exampleNote: string;
}

export interface Resource {
  readonly path: ResourcePath;
  /** Designator with a named placeholder for each id, for example `lists/{list_id}/contacts`. */
  readonly template: string;
  /** Names of the placeholders, in order. */
  readonly ids: readonly string[];
  readonly kind: "collection" | "record";
  readonly level: "company" | "agent";
  readonly levelConfidence: Confidence;
  readonly levelNote: string;
  readonly summary: string;
  readonly children: readonly ResourcePath[];
  readonly envelope: { readonly root: string; readonly record: string };
  readonly rules: readonly string[];
  readonly methods: Readonly<Record<Method, ResourceMethod>>;
  /** What the documentation leaves open. */
  readonly notFound: readonly string[];
}

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly string[];
}

/** A passage of the documentation that holds for every resource. */
interface CommonPassage {
  readonly title: string;
  readonly facts: readonly { readonly confidence: Confidence; readonly text: string }[];
}

/** The JSON file: fields once by name, methods refer to them, empty parts left out. Tests check these types. */
interface StoredField extends Partial<Omit<Field, "name" | "kind">> {
  readonly kind: FieldKind;
}
interface StoredMethod extends Partial<Pick<ResourceMethod, "exampleRequests" | "exampleResponses" | "exampleNote">> {
  readonly confidence: ResourceMethod["confidence"];
  readonly note: string;
  readonly summary: string;
  readonly responseFields?: readonly string[];
  readonly requestFields?: readonly Pick<RequestField, "name" | "required" | "constraint" | "confidence">[];
}
interface StoredResource extends Omit<Resource, "ids" | "methods"> {
  readonly heading: readonly string[];
  readonly methods: Readonly<Record<Method, StoredMethod>>;
}
interface StoredCatalog {
  readonly fields: Readonly<Record<string, StoredField>>;
  readonly groups: Readonly<Record<string, readonly FieldGroup[]>>;
  readonly resources: readonly StoredResource[];
  readonly common: readonly CommonPassage[];
}
// TypeScript widens the strings of a JSON module, so the narrow types are declared here and checked by the tests.
const stored = catalogData as unknown as StoredCatalog;

const fieldsByName = new Map<string, Field>(
  Object.entries(stored.fields).map(([name, field]) => [name, { note: "", values: [], opens: null, ...field, name }]),
);

/** What the catalogue knows of a field, in any resource; undefined for unknown names. */
export function fieldNamed(name: string): Field | undefined {
  return fieldsByName.get(name);
}

function knownField(name: string): Field {
  const field = fieldsByName.get(name);
  if (field === undefined) throw new Error(`catalog.json names a field it does not describe: ${name}`);
  return field;
}

function completeMethod(method: StoredMethod): ResourceMethod {
  return {
    exampleRequests: {},
    exampleResponses: {},
    exampleNote: "",
    ...method,
    responseFields: (method.responseFields ?? []).map(knownField),
    requestFields: (method.requestFields ?? []).map((field) => ({ ...knownField(field.name), ...field })),
  };
}

/** All resources in the order of the documentation. */
export const resources: readonly Resource[] = stored.resources.map(({ heading: _heading, methods, ...resource }) => ({
  ...resource,
  ids: [...resource.template.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? ""),
  methods: {
    GET: completeMethod(methods.GET),
    POST: completeMethod(methods.POST),
    PUT: completeMethod(methods.PUT),
    DELETE: completeMethod(methods.DELETE),
  },
}));

const resourcesByPath = new Map(resources.map((resource) => [resource.path, resource]));

export function resourceAt(path: ResourcePath): Resource {
  const resource = resourcesByPath.get(path);
  if (resource === undefined) throw new Error(`catalog.json lacks ${path}`);
  return resource;
}

const headings = new Map(stored.resources.map((resource) => [resource.path, resource.heading]));

/** The fields that make up a record's name; none for records without a name, like associations. */
export function headingFields(path: ResourcePath): readonly string[] {
  return headings.get(path) ?? [];
}

/** What a record is called (`Jane Smith`), from its own fields; null for records without a name, like associations. */
export function headingOf(path: ResourcePath, valueOf: (field: string) => string | undefined): string | null {
  const words = headingFields(path).map((field) => valueOf(field)?.trim() ?? "");
  const heading = words.filter((word) => word !== "").join(" ");
  return heading === "" ? null : heading;
}

/**
 * Sorts the columns of a record into the groups it is shown in. `path` is null for what the catalogue lacks;
 * columns it does not know come last, in their own order, and none is lost.
 */
export function groupFields(path: ResourcePath | null, columns: readonly string[]): readonly FieldGroup[] {
  const known = path === null ? [] : (stored.groups[resourceAt(path).envelope.record] ?? []);
  const groups = known
    .map(({ title, fields }) => ({ title, fields: fields.filter((field) => columns.includes(field)) }))
    .filter((group) => group.fields.length > 0);
  const placed = new Set(groups.flatMap((group) => group.fields));
  const others = columns.filter((column) => !placed.has(column));
  return others.length === 0
    ? groups
    : [...groups, { title: groups.length === 0 ? "Fields" : "Other fields", fields: others }];
}

/** What holds for every resource, passage by passage, for the documentation view. */
export const commonPassages: readonly CommonPassage[] = stored.common;
