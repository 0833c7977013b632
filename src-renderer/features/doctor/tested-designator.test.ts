import { expect, it } from "vitest";
import type { Connection } from "#shared/connection.ts";
import { useDoctor } from "../../state/doctor.ts";
import { chooseDesignator, designatorFor, useTestedDesignator } from "./tested-designator.ts";

// Only the parts that the choice uses.
const login = { level: { level: "unknown", evidence: "", observedAt: 0 } } as const;
const oak = { ...login, practice: null } as unknown as Connection;
const ash = { ...login, practice: "company" } as unknown as Connection;

it("a login is tested with a collection that its kind of account has", () => {
  expect([designatorFor(oak), designatorFor(ash)]).toEqual(["contacts", "agents"]);
});

it("once another resource is chosen, a verdict on the previous one is not shown", () => {
  useDoctor.setState({ verdictId: "earlier" });
  chooseDesignator("groups");
  expect(useTestedDesignator.getState().chosen).toBe("groups");
  expect(useDoctor.getState().verdictId).toBeNull();
});
