import { describe, expect, test } from "vitest";
import {
  commonPassages,
  fieldNamed,
  groupFields,
  headingOf,
  resourceAt,
  resources,
  type ResourceMethod,
} from "./catalog.ts";

const confidences = ["documented", "inferred", "unknown"];
const everyMethod: readonly ResourceMethod[] = resources.flatMap((resource) => Object.values(resource.methods));

test("the JSON file is what the types say", () => {
  for (const resource of resources) {
    expect(["company", "agent"], resource.path).toContain(resource.level);
    expect(["collection", "record"], resource.path).toContain(resource.kind);
    expect(confidences, resource.path).toContain(resource.levelConfidence);
    for (const child of resource.children) expect(resourceAt(child).path).toBe(child);
    expect(resource.rules.every((rule) => typeof rule === "string")).toBe(true);
    for (const [name, method] of Object.entries(resource.methods)) {
      expect([...confidences, "absent"], `${name} ${resource.path}`).toContain(method.confidence);
      expect(typeof method.summary).toBe("string");
      if (method.confidence !== "documented") expect(method.note, `${name} ${resource.path}`).not.toBe("");
      for (const example of [...Object.values(method.exampleRequests), ...Object.values(method.exampleResponses)])
        expect(typeof example).toBe("string");
    }
  }
  const kinds = ["id", "date", "choice", "email", "phone", "url", "code", "text"];
  for (const field of everyMethod.flatMap((method) => [...method.responseFields, ...method.requestFields])) {
    expect(kinds, field.name).toContain(field.kind);
    expect(field.kind === "choice", field.name).toBe(field.values.length > 0);
    expect(field.kind === "id", field.name).toBe(field.opens !== null);
    if (field.opens !== null) expect(resourceAt(field.opens).kind).toBe("record");
  }
  for (const field of everyMethod.flatMap((method) => method.requestFields)) {
    expect([true, false, null], field.name).toContain(field.required);
    expect(confidences, field.name).toContain(field.confidence);
  }
  for (const fact of commonPassages.flatMap((passage) => passage.facts)) expect(confidences).toContain(fact.confidence);
});

test("methods have the certainty stated in section 2 of the API documentation", () => {
  const letter = { documented: "D", inferred: "I", unknown: "?", absent: "-" } as const;
  const table = resources.map(({ path, level, methods }) => {
    const { GET, POST, PUT, DELETE } = methods;
    return `${path} ${level} ${[GET, POST, PUT, DELETE].map((method) => letter[method.confidence]).join("")}`;
  });
  expect(table).toEqual([
    "agents company D???",
    "agents/ID company D---",
    "contacts agent DD-D",
    "contacts/ID agent D-II",
    "lists agent DD-D",
    "lists/ID agent D-DD",
    "lists/ID/contacts agent DD-I",
    "lists/ID/contacts/ID agent D--D",
    "groups company DD-D",
    "groups/ID company D-DD",
    "groups/ID/agents company DD-I",
    "groups/ID/agents/ID company D--D",
  ]);
});

test("ids in a template are fields of the record it names, and lead back to it", () => {
  expect(resourceAt("lists/ID/contacts/ID").ids).toEqual(["list_id", "contact_id"]);
  expect(resourceAt("contacts").ids).toEqual([]);
  for (const resource of resources)
    for (const id of resource.ids) expect(fieldNamed(id)?.opens, id).toMatch(/^\w+\/ID$/u);
  expect(fieldNamed("user_id")?.opens).toBe("agents/ID");
  expect(fieldNamed("contacttolist_id")?.opens).toBe("lists/ID/contacts/ID");
  expect(fieldNamed("__proto__")).toBeUndefined();
});

test("examples of a collection show the fields that are listed, in their order", () => {
  for (const resource of resources) {
    const { responseFields, exampleResponses } = resource.methods.GET;
    if (exampleResponses.csv === undefined) continue;
    const header = exampleResponses.csv.split("\r\n")[0];
    expect(header, resource.path).toBe(responseFields.map((field) => `"${field.name}"`).join("|"));
    const parsed = JSON.parse(exampleResponses.json ?? "") as readonly Record<string, string>[];
    expect(Object.keys(parsed[0] ?? {}), resource.path).toEqual(responseFields.map((field) => field.name));
    expect(exampleResponses.xml).toContain(`<${resource.envelope.root} version="1.0">\n <${resource.envelope.record}>`);
  }
});

describe("headingOf", () => {
  const of = (record: Readonly<Record<string, string>>) => (field: string) => record[field];
  test("a contact by its name, an agent by both names", () => {
    expect(headingOf("contacts/ID", of({ contact_name: "Jane Smith" }))).toBe("Jane Smith");
    expect(headingOf("agents", of({ user_fname: "John", user_lname: "Smith" }))).toBe("John Smith");
    expect(headingOf("agents", of({ user_fname: " ", user_lname: "Smith" }))).toBe("Smith");
  });
  test("null for empty names and for associations", () => {
    expect(headingOf("contacts", of({ contact_name: "" }))).toBeNull();
    expect(headingOf("groups/ID/agents", of({ user_id: "5" }))).toBeNull();
  });
});

describe("groupFields", () => {
  test("contacts are shown in their groups", () => {
    const columns = resourceAt("contacts").methods.GET.responseFields.map((field) => field.name);
    const groups = groupFields("contacts", columns);
    expect(groups.map((group) => `${group.title} ${group.fields.length}`)).toEqual([
      "Person 6",
      "Phones 4",
      "Home address 5",
      "Business address 5",
      "Record 3",
    ]);
  });
  test("every resource: no column lost, none invented", () => {
    for (const resource of resources) {
      const columns = [...resource.methods.GET.responseFields.map((field) => field.name), "surprise"];
      const shown = groupFields(resource.path, columns).flatMap((group) => group.fields);
      expect(shown.toSorted(), resource.path).toEqual(columns.toSorted());
      expect(groupFields(resource.path, columns).at(-1)).toEqual({ title: "Other fields", fields: ["surprise"] });
    }
  });
  test("what the catalogue lacks is one group", () => {
    expect(groupFields(null, ["a", "b"])).toEqual([{ title: "Fields", fields: ["a", "b"] }]);
  });
});
