import { describe, expect, test } from "vitest";
import {
  isSameLocation,
  lastLocationOn,
  noStops,
  walked,
  withoutConnection,
  withStop,
  withStopReplaced,
  type Stop,
  type StopHistory,
} from "./stops.ts";

const at = (designator: string, connectionId = "one"): Stop => ({
  page: "explore",
  connectionId,
  location: { method: "GET", designator },
});
const doctor: Stop = { page: "doctor", connectionId: "one", location: { method: "GET", designator: "contacts" } };
const gone = (...stops: readonly Stop[]): StopHistory => stops.reduce(withStop, noStops);
const names = ({ stops }: StopHistory): readonly string[] =>
  stops.map(({ page, location }) => (page === "explore" ? (location?.designator ?? "nothing") : page));
const here = (history: StopHistory): string | undefined => names(history)[history.at];

describe("the history", () => {
  test("goes back and forward over pages and resources, and drops the forward entries when going elsewhere", () => {
    const history = gone(at("contacts"), doctor, at("lists"));
    const back = walked(history, -1);
    expect(here(back)).toBe("doctor");
    expect(here(walked(back, 1))).toBe("lists");
    expect(names(withStop(back, at("groups")))).toEqual(["contacts", "doctor", "groups"]);
  });

  test("stays where it is at both ends", () => {
    const history = gone(at("contacts"));
    expect(walked(history, 1)).toBe(history);
    expect(walked(history, -1)).toBe(history);
    expect(walked(noStops, -1)).toBe(noStops);
  });

  test("does not add the stop it is at, and keeps the same resource of two connections apart", () => {
    const history = gone(at("contacts"));
    expect(withStop(history, at("contacts"))).toBe(history);
    expect(names(withStop(history, at("contacts", "two")))).toEqual(["contacts", "contacts"]);
    const forms = gone(at("contacts"), { ...at("contacts"), location: { method: "POST", designator: "contacts" } });
    expect(forms.stops).toHaveLength(2);
  });

  test("replaces the form of a new record by the record, in the same browser entry", () => {
    const history = gone(at("contacts"), at("form"));
    const replaced = withStopReplaced(history, at("contacts/7"));
    expect(names(replaced)).toEqual(["contacts", "contacts/7"]);
    expect(replaced.stops[1]?.id).toBe(history.stops[1]?.id);
    expect(replaced.cause).toBe("replaced");
    expect(names(withStopReplaced(noStops, at("contacts")))).toEqual(["contacts"]);
  });

  test("is bounded and never reuses an id", () => {
    let history = noStops;
    for (let index = 0; index < 300; index += 1) history = withStop(history, at(`contacts/${index}`));
    expect(history.stops).toHaveLength(100);
    expect(here(history)).toBe("contacts/299");
    expect(new Set(history.stops.map(({ id }) => id)).size).toBe(100);
  });

  test("drops a removed connection and still has a current entry", () => {
    const history = gone(at("contacts"), at("groups", "two"), at("lists"));
    expect(names(withoutConnection(history, "two"))).toEqual(["contacts", "lists"]);
    expect(here(withoutConnection(history, "two"))).toBe("lists");
    const onIt = withoutConnection(history, "one");
    expect(names(onIt)).toEqual(["groups", "nothing"]);
    expect(here(onIt)).toBe("nothing");
  });

  test("knows the last location on a connection", () => {
    const history = gone(at("contacts"), at("groups", "two"), doctor);
    expect(lastLocationOn(history, "two")?.designator).toBe("groups");
    expect(lastLocationOn(history, "one")?.designator).toBe("contacts");
    expect(lastLocationOn(history, "three")).toBeUndefined();
  });

  test("recognises the GET of a resource, but not a form or page over it", () => {
    expect(isSameLocation(at("contacts"), "one", "contacts")).toBe(true);
    expect(isSameLocation(at("contacts"), "two", "contacts")).toBe(false);
    expect(isSameLocation(doctor, "one", "contacts")).toBe(false);
    expect(isSameLocation(undefined, "one", "contacts")).toBe(false);
  });
});
