import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resourceAt, resources } from "./catalog.ts";
import {
  designatorOfId,
  encodeId,
  fillTemplate,
  matchDesignator,
  openPlaces,
  requestTarget,
  splitSuffix,
} from "./uri.ts";

/** The platform's own parser as oracle; this folder is compiled without its types. */
const { URL } = globalThis as unknown as {
  readonly URL: new (text: string) => Readonly<Record<"host" | "pathname" | "href", string>>;
};

const target = (designator: string, suffix: "" | "json" | "xml" | "csv" = "", basePath = "") =>
  requestTarget({ basePath, apiVersion: "v1", designator, suffix });

describe("ids", () => {
  test("what would leave the segment is refused", () => {
    const hostile = [
      "",
      "../../admin",
      "a/b",
      "a\\b",
      ".",
      "..",
      "%2e%2e",
      "%2E.",
      ".%2e",
      "a\r\nX: y",
      "\0",
      "\u007f",
      "5.json",
      "\ud800",
    ];
    for (const id of hostile) expect(encodeId(id).ok, JSON.stringify(id)).toBe(false);
  });
  test("other hostile ids become one encoded segment", () => {
    expect(encodeId("?x")).toEqual({ ok: true, value: "%3Fx" });
    expect(encodeId("#")).toEqual({ ok: true, value: "%23" });
    expect(encodeId("a b'é%")).toEqual({ ok: true, value: "a%20b%27%C3%A9%25" });
    expect(encodeId("%2e%2e%2e")).toEqual({ ok: true, value: "%252e%252e%252e" });
  });
  test("property: an accepted id is one segment, safe in a target, and reads back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (id) => {
        const filled = fillTemplate("lists/{list_id}/contacts/{contact_id}", (name) => (name === "list_id" ? id : "5"));
        if (!filled.ok) return;
        expect(filled.value.split("/")).toHaveLength(4);
        expect(target(filled.value)).toEqual({ ok: true, value: `/v1/${filled.value}` });
        expect(new URL(`http://h/v1/${filled.value}`).pathname).toBe(`/v1/${filled.value}`);
        const matched = matchDesignator(filled.value);
        expect(matched?.resource.path).toBe("lists/ID/contacts/ID");
        expect(matched?.ids).toEqual({ list_id: id, contact_id: "5" });
      }),
    );
  });
});

describe("designators", () => {
  test("every resource is recognised by its filled template, with and without a suffix", () => {
    for (const resource of resources) {
      const filled = fillTemplate(resource.template, (name) => `1${name.length}`);
      if (!filled.ok) throw new Error(filled.reason);
      for (const designator of [filled.value, `${filled.value}.xml`, `${filled.value}?a=b/c`]) {
        const matched = matchDesignator(designator);
        expect(matched?.resource.path).toBe(resource.path);
        expect(Object.keys(matched?.ids ?? {})).toEqual(resource.ids);
      }
    }
  });
  test("what the catalogue lacks is not recognised", () => {
    for (const other of [
      "",
      "offices",
      "contacts/",
      "contacts//",
      "/v1/contacts",
      "lists/..",
      "contacts/%zz",
      "groups/7/contacts",
      "contacts/1/2",
    ])
      expect(matchDesignator(other), other).toBeNull();
  });
  test("a missing id is named", () => {
    expect(fillTemplate("lists/{list_id}/contacts", () => undefined)).toEqual({
      ok: false,
      reason: "list_id: An id is missing.",
    });
    expect(openPlaces("lists/{list_id}/contacts/{contact_id}")).toEqual(["list_id", "contact_id"]);
  });
  test("ids in cells lead to records", () => {
    const record: Readonly<Record<string, string>> = { user_id: "1234", group_id: "7", usertogroup_id: "99" };
    const valueOf = (field: string) => record[field];
    expect(designatorOfId("agents/ID", valueOf)).toBe("agents/1234");
    expect(designatorOfId("groups/ID/agents/ID", valueOf)).toBe("groups/7/agents/1234");
    expect(designatorOfId("lists/ID/contacts/ID", valueOf)).toBeNull();
    expect(designatorOfId(null, valueOf)).toBeNull();
  });
  test("suffixes are cut off the path, not off the query", () => {
    expect(splitSuffix("agents/1234.xml")).toEqual({ designator: "agents/1234", suffix: "xml" });
    expect(splitSuffix("contacts.JSON?x=1")).toEqual({ designator: "contacts?x=1", suffix: "json" });
    expect(splitSuffix("contacts?x=a.json")).toEqual({ designator: "contacts?x=a.json", suffix: "" });
    expect(splitSuffix("contacts.txt")).toEqual({ designator: "contacts.txt", suffix: "" });
  });
});

describe("request-target", () => {
  test("version, base path, suffix and query are in the right order", () => {
    expect(target("contacts", "json")).toEqual({ ok: true, value: "/v1/contacts.json" });
    expect(target("contacts?since=1?2", "csv", "/rezora")).toEqual({
      ok: true,
      value: "/rezora/v1/contacts.csv?since=1?2",
    });
    expect(target("/status?full", "json", "/rezora")).toEqual({ ok: true, value: "/status?full" });
  });
  test("what is not allowed in a target is refused with a reason", () => {
    const refused = [
      "",
      "?x",
      "a b",
      "a#b",
      "é",
      "a\r\nb",
      "../admin",
      "a/%2e%2e/b",
      "a//b",
      "//evil.example/",
      "%zz",
      "a<b",
      "lists/{list_id}",
      "/v1/./x",
    ];
    for (const designator of refused) {
      const result = target(designator);
      expect(result.ok, JSON.stringify(designator)).toBe(false);
      if (!result.ok) expect(result.reason).toMatch(/^[A-Z].*\.$/u);
    }
    expect(target("lists/{list_id}")).toEqual({ ok: false, reason: "Fill in list_id first." });
  });
  test("property: an accepted target is what a URL parser would send, unchanged", () => {
    const piece = fc.constantFrom(
      "contacts",
      "/",
      "..",
      ".",
      "%2e",
      "%20",
      "?",
      "#",
      "a",
      " ",
      "é",
      "\\",
      "\n",
      "{id}",
      "~",
      "=",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const result = target(pieces.join(""));
        if (!result.ok) return;
        const url = new URL(`http://host${result.value}`);
        expect(url.host).toBe("host");
        expect(url.href).toBe(`http://host${result.value}`);
      }),
      { numRuns: 2_000 },
    );
  });
});

test("templates of the catalogue have a place per id and nothing else to encode", () => {
  for (const resource of resources) expect(openPlaces(resource.template)).toEqual(resourceAt(resource.path).ids);
});
