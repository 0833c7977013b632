import { describe, expect, it } from "vitest";
import { countdown, hostOf, minutes, spokenName } from "./connection-words.ts";

describe("words about a connection", () => {
  it("count down in minutes and seconds, never below zero", () => {
    expect(countdown(702_000)).toBe("11:42");
    expect(countdown(59_001)).toBe("1:00");
    expect(countdown(9_000)).toBe("0:09");
    expect(countdown(-5_000)).toBe("0:00");
    expect([minutes(1), minutes(15)]).toEqual(["1 minute", "15 minutes"]);
  });

  it("name the host with its port and path", () => {
    expect(hostOf({ baseUrl: "http://api.rezora.com", practice: null, practiceFault: null })).toBe("api.rezora.com");
    expect(hostOf({ baseUrl: "https://Example.org:8443/rezora/", practice: null, practiceFault: null })).toBe(
      "example.org:8443/rezora",
    );
    expect(hostOf({ baseUrl: "", practice: "agent", practiceFault: null })).toBe("practice server");
    expect(hostOf({ baseUrl: "", practice: "agent", practiceFault: "refused" })).toBe("practice fault: refused");
  });

  it("distinguish two connections of one name by their level", () => {
    const unknown = { level: "unknown", evidence: "", observedAt: 0 } as const;
    const level = { level: "agent", evidence: "", observedAt: 0 } as const;
    expect(spokenName({ name: "Practice", level, practice: null })).toBe("Practice, agent");
    expect(spokenName({ name: "Harbour & Oak agent", level, practice: null })).toBe("Harbour & Oak agent");
    expect(spokenName({ name: "New", level: unknown, practice: null })).toBe("New");
    expect(spokenName({ name: "Practice", level: unknown, practice: "company" })).toBe("Practice, company");
  });
});
