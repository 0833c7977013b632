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
