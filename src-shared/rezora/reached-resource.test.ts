import fc from "fast-check";
import { expect, test } from "vitest";
import { resources } from "./catalog.ts";
import { cataloguedWrite, reachedResource } from "./reached-resource.ts";
import { fillTemplate } from "./uri.ts";

const root = { origin: "https://api.rezora.com", basePath: "/rezora", apiVersion: "v1" };

test.each([
  "groups/3",
  "/rezora/v1/groups/3",
  "/v1/groups/3",
  "/groups/3",
  "//v1/groups/3",
  "/v1/./groups/3",
  "/v1/lists/../groups/3",
  "/v1/%2e%2e/v1/groups/3",
  "/v1/groups/..;/groups/3",
  "/v2/groups/3",
  "/v1.1/groups/3",
  "/api/v1/groups/3",
  "/index.php/v1/groups/3",
  "https://api.rezora.com/rezora/v1/groups/3",
  "HTTPS://API.rezora.com:443/v1/groups/3?x",
  "groups/3?x=1",
  "groups/3?",
  "groups/3#top",
  "groups/3/",
  "groups//3",
  "Groups/3",
  "GROUPS/3.JSON",
  "groups/3.json.xml",
  "groups/3%2ejson",
  "%67roups/3",
  "%2567roups/3",
  "%252567roups/3",
  "groups%2F3",
  "groups%252f3",
  "groups%5C3",
  "groups\\3",
  "groups%c0%af3",
  "groups%ef%bc%8f3",
  "groups;v=1/3;w",
  "groups/%33",
  "groups/3%00",
  "groups/3%0A",
  "groups./3",
  "groups%20/3",
  "%EF%BD%87roups/3",
  " groups/3 ",
])("%s is groups/3", (designator) => {
  expect(reachedResource(designator, root)).toMatchObject({ designator: "groups/3", ids: { group_id: "3" } });
  expect(cataloguedWrite("PUT", designator, root)).toMatchObject({ kind: "update", designator: "groups/3" });
});

test.each([
  "https://other.example/v1/groups/3",
  "/elsewhere/groups/3",
  "reports/2010",
  "groups/{group_id}",
  "groupings/3",
  "groups/3/files",
  "",
  "/",
])("%s is not known to the catalogue", (designator) => {
  expect(reachedResource(designator, root)).toBeNull();
});

test("a percent sign in an id is decoded as often as the server decodes it, not until nothing is left", () => {
  expect(reachedResource("contacts/12%2534")?.ids).toEqual({ contact_id: "12%34" });
  expect(reachedResource("contacts/a%3Bb")?.designator).toBe("contacts/a%3Bb");
});

test("an encoded slash never hides a resource below a record", () => {
  expect(reachedResource("groups/3%2Fagents")?.resource.path).toBe("groups/ID/agents");
  expect(cataloguedWrite("DELETE", "groups/3%2Fagents%2F7")).toMatchObject({ designator: "groups/3/agents/7" });
});

test("an address that can be read in two ways is the write that one of them is", () => {
  expect(reachedResource("groups;a=b%2F3")?.designator).toBe("groups");
  expect(cataloguedWrite("PUT", "groups;a=b%2F3")?.designator).toBe("groups/3");
});

test("every address composed to reach a resource is recognised as that resource", () => {
  const id = fc.stringMatching(/^[1-9]\d{0,6}$/u);
  const named = fc.constantFrom(...resources).chain((resource) =>
    fc.array(id, { minLength: resource.ids.length, maxLength: resource.ids.length }).map((ids) => {
      const filled = fillTemplate(resource.template, (name) => ids[resource.ids.indexOf(name)]);
      return { resource, designator: filled.ok ? filled.value : "" };
    }),
  );
  const encode = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  const spellings: readonly ((path: string, at: number) => string)[] = [
    (path, at) => path.slice(0, at) + path.slice(at, at + 1).toUpperCase() + path.slice(at + 1),
    (path, at) => (/\w/u.test(path[at] ?? "") ? path.slice(0, at) + encode(path[at] ?? "") + path.slice(at + 1) : path),
    (path) => path.replace("/", "//"),
    (path) => path.replace("/", "/./"),
    (path) => path.replace("/", "/x/../"),
    (path) => path.replace(/\/(?!\/)/u, ";a=b/"),
    (path) => `${path}/`,
  ];
  const ends = ["", "?x=1", "#x", "?a/b/../c", "?x=%2F#y"];
  const starts = ["", "/", "/v1/", "/rezora/v1/", "/rezora/v2/", "https://api.rezora.com/v1/", "//v1/", "/V1/"];
  const suffixes = ["", ".json", ".XML", ".csv"];
  fc.assert(
    fc.property(
      named,
      fc.array(fc.tuple(fc.constantFrom(...spellings), fc.nat(60)), { maxLength: 6 }),
      fc.constantFrom(...starts),
      fc.constantFrom(...suffixes),
      fc.constantFrom(...ends),
      fc.constantFrom("", "once", "twice"),
      ({ resource, designator }, steps, start, suffix, end, encoded) => {
        const spelled = steps.reduce((path, [step, at]) => {
          // A letter of an escape must stay what it is.
          const isEscape = /%[0-9a-f]?$/iu.test(path.slice(Math.max(0, at - 2), at));
          return isEscape ? path : step(path, at);
        }, designator + suffix);
        // A server that removes matrix parameters first does not see a slash after an encoded one.
        fc.pre(encoded === "" || !spelled.includes(";"));
        const whole = encoded === "" ? spelled : spelled.replaceAll("/", encoded === "once" ? "%2F" : "%252F");
        expect(reachedResource(start + whole + end, root)).toMatchObject({
          designator,
          resource: { path: resource.path },
        });
      },
    ),
    { numRuns: 1_000 },
  );
});
