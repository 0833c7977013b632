import fc from "fast-check";
import { expect, test } from "vitest";
import { methodOverrideOf } from "./method-override.ts";

const plain = { designator: "groups/3", headers: [] as [string, string][], body: null as string | null };

test.each([
  [{ headers: [["X-HTTP-Method-Override", "DELETE"]] as [string, string][] }, "X-HTTP-Method-Override"],
  [{ headers: [["x_http_method", "PUT"]] as [string, string][] }, "x_http_method"],
  [{ designator: "groups/3?a=b&_method=DELETE" }, "_method"],
  [{ designator: "groups/3?%5Fmethod=DELETE" }, "_method"],
  [{ body: "group_name=x&_METHOD=put" }, "_METHOD"],
  [{ body: '{"_method": "PUT"}' }, "_method"],
  [{ body: "<data><_method>PUT</_method></data>" }, "_method"],
])("%j stands for another method", (change, found) => {
  expect(methodOverrideOf({ ...plain, ...change })).toBe(found);
});

test.each([
  plain,
  { ...plain, designator: "groups/3?method=x", body: "group_name=_method" },
  { ...plain, body: JSON.stringify({ data: { contact_notes: 'a&_method=b "_method": x' } }) },
  { ...plain, body: "<data><contact_notes>a&amp;_method=b &lt;_method></contact_notes></data>" },
  { ...plain, headers: [["X-Method", "DELETE"]] as [string, string][], body: '{"data":{"group_name":"a&b"}}' },
])("%j does not", (request) => {
  expect(methodOverrideOf(request)).toBeNull();
});

const fields = [
  "X-HTTP-Method-Override",
  "x-http-method-override",
  "X_HTTP_METHOD_OVERRIDE",
  "X.HTTP.Method.Override",
  "XHTTPMethodOverride",
  "X-Method-Override",
  "X-HTTP-Method",
  "HTTP-Method-Override",
  "X-Original-Method",
  "X-HTTP-Verb-Override",
  "X-Override-Method",
];

test("no header field carries another method past the lock [security: method-override-header]", () => {
  for (const name of fields) {
    const headers: [string, string][] = [
      ["Accept", "*/*"],
      [name, "DELETE"],
    ];
    expect(methodOverrideOf({ ...plain, headers })).toBe(name);
  }
  for (const name of ["X-Method", "Allow", "Access-Control-Request-Method", "X-Override", "X-Verbose", "X-Methods"])
    expect(methodOverrideOf({ ...plain, headers: [[name, "DELETE"]] })).toBeNull();
});

const names = [
  "_method",
  "_METHOD",
  "%5Fmethod",
  "_%6dethod",
  "%255Fmethod",
  "%5F%4D%45%54%48%4F%44",
  "_method[]",
  "_method%5B%5D",
  "_method[a]",
  "+_method",
  "%20_method%20",
  ".method",
  "%2Emethod",
  "[method",
  "_method%00",
  "%ff&_method",
  "_method%ff&_method",
  "__method",
  "_http_method",
  "_HttpMethod",
  "$httpMethod",
  "x-http-method-override",
  "X-HTTP-Method-Override",
  "_method_override",
];

test("no parameter carries another method past the lock [security: method-override-parameter]", () => {
  for (const name of names) {
    for (const designator of [
      `groups/3?${name}=DELETE`,
      `groups/3?a=b&${name}=DELETE`,
      `groups/3?a=b;${name}=DELETE`,
      `groups/3?a=b&${name}`,
      `groups/3?a=b&_x=1&${name}=GET&${name}=DELETE`,
      `/rezora/v1/groups/3?x=?&${name}=DELETE`,
      `groups/3;${name}=DELETE`,
    ])
      expect([designator, methodOverrideOf({ ...plain, designator })]).not.toEqual([designator, null]);
  }
  for (const designator of [
    "groups/3?method=DELETE",
    "groups/3?payment_method=card",
    "groups/3?search=_method",
    "groups/3?a=b%26_method=c",
    "shipping_methods/3?_methods=1&x_method=2",
  ])
    expect(methodOverrideOf({ ...plain, designator })).toBeNull();
});

const multipart = (field: string): string =>
  `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x\r\n${field}\r\n\r\nDELETE\r\n--x--\r\n`;

test("no body carries another method past the lock [security: method-override-body]", () => {
  const bodies = [
    ...names.map((name) => `a=b&${name}=DELETE`),
    '{"_method":"DELETE"}',
    '{"\\u005fmethod":"DELETE"}',
    '{"a":1,"\\u005F\\u006dethod" : "DELETE"}',
    '{"data":{"_Method":"DELETE"}}',
    '[{"a":"x\\"y"},{"_method":"DELETE"}]',
    '\ufeff {"_method[]":"DELETE"',
    "<data><_method>DELETE</_method></data>",
    '<data xmlns:x="y"><x:_METHOD z="1">DELETE</x:_METHOD></data>',
    '<?xml version="1.0"?>\n<data><_method/></data>',
    multipart('Content-Disposition: form-data; name="_method"'),
    multipart("content-disposition:form-data;name=_method"),
    multipart('Content-Disposition: form-data;\r\n\tname="_method"'),
    multipart('Content-Disposition: form-data; name="_\\method"'),
    multipart("Content-Disposition: form-data; name*=utf-8''%5Fmethod"),
    multipart('Content-Disposition: form-data; name="%5Fmethod[]"'),
  ];
  for (const body of bodies) expect([body, methodOverrideOf({ ...plain, body })]).not.toEqual([body, null]);
  const form = "application/x-www-form-urlencoded; charset=UTF-8";
  for (const body of ["{x&_method=DELETE", "<x&_method=DELETE"]) {
    expect(methodOverrideOf({ ...plain, body, contentType: form })).toBe("_method");
    expect(methodOverrideOf({ ...plain, body, headers: [["content-type", form]] })).toBe("_method");
    expect(methodOverrideOf({ ...plain, body })).toBeNull();
  }
});

test("a request that mentions an override only in a value is sent", () => {
  const bodies = [
    JSON.stringify({ note: '"_method": "x"', other: 'a\\" "_method":' }),
    JSON.stringify(["_method"]),
    JSON.stringify({ http_method: "POST", payment_method_override: 1, method: 2, _methods: 3, "method-override": 4 }),
    "payment_method_override=x&http_method=y&method=z",
    multipart('Content-Disposition: form-data; name="notes"; filename="a.txt"').replace("DELETE", "_method"),
    "contact_notes=_method%3DDELETE&payment_method=card",
    "<data><contact_notes>_method</contact_notes><payment_method/></data>",
  ];
  for (const body of bodies) expect(methodOverrideOf({ ...plain, body })).toBeNull();
});

test("any mix of case, escapes and lists of _method is known [security: method-override-parameter]", () => {
  const letter = (character: string) =>
    fc.constantFrom(
      character,
      character.toUpperCase(),
      `%${character.charCodeAt(0).toString(16)}`,
      `%${character.toUpperCase().charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const spelled = fc.tuple(...Array.from("_method", letter), fc.constantFrom("", "[]", "%5b%5D", "[0]"));
  fc.assert(
    fc.property(spelled, fc.constantFrom("", "a=b&", "a;"), (parts, before) => {
      const query = `${before}${parts.join("")}=DELETE`;
      return (
        methodOverrideOf({ ...plain, designator: `groups?${query}` }) !== null &&
        methodOverrideOf({ ...plain, body: query }) !== null
      );
    }),
  );
});
