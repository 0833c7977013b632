import fc from "fast-check";
import { expect, test } from "vitest";
import type { Method } from "#shared/http/exchange.ts";
import type { Stop } from "../../state/stops.ts";
import { addressOf, readAddress } from "./addresses.ts";

const at = (designator: string, method: Method = "GET"): Stop => ({
  page: "explore",
  connectionId: "8c1f",
  location: { method, designator },
});

test.each<readonly [Stop, string]>([
  [at("contacts"), "#/8c1f/contacts"],
  [at("lists/7/contacts"), "#/8c1f/lists/7/contacts"],
  [at("contacts/a%20b"), "#/8c1f/contacts/a%2520b"],
  [at("contacts/123456", "PUT"), "#/8c1f/contacts/123456?method=PUT"],
  [at("contacts", "POST"), "#/8c1f/contacts?method=POST"],
  [{ page: "explore", connectionId: "8c1f", location: null }, "#/8c1f"],
  [{ page: "doctor", connectionId: null, location: null }, "#doctor"],
  [{ page: "welcome", connectionId: null, location: null }, "#welcome"],
])("%o has the address %s", (stop, address) => {
  expect(addressOf(stop)).toBe(address);
  expect(readAddress(address)).toEqual(stop);
});

test("the query of a designator is never part of an address, because it may contain a key", () => {
  expect(addressOf(at("contacts?api_key=5ecret"))).toBe("#/8c1f/contacts");
});

test.each(["", "#", "#/", "#//contacts", "#nowhere", "#/%zz/contacts", "#/8c1f/%zz", "#contacts/1"])(
  "%s names nothing",
  (address) => expect(readAddress(address)).toBeNull(),
);

test("an address with a method other than the four is that of the resource", () => {
  expect(readAddress("#/8c1f/contacts?method=TRACE")).toEqual(at("contacts"));
});

test("every location without a query comes back from its address", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((each) => !/[?]/u.test(each));
  fc.assert(
    fc.property(fc.uuid(), text, fc.constantFrom<Method>("GET", "POST", "PUT", "DELETE"), (id, designator, method) => {
      const stop: Stop = { page: "explore", connectionId: id, location: { method, designator } };
      expect(readAddress(addressOf(stop))).toEqual(stop);
    }),
  );
});
