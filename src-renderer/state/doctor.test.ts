import { beforeEach, describe, expect, it } from "vitest";
import { keptVerdicts, useDoctor, type DoctorTool, type EarlierVerdict } from "./doctor.ts";

const verdict = (verdictId: string): EarlierVerdict => ({
  verdictId,
  tool: "login",
  code: "rejected",
  good: false,
  at: 0,
});

describe("earlier verdicts", () => {
  beforeEach(() => useDoctor.setState({ tool: "login", verdictId: null, earlier: [] }));

  it("are listed newest first, with the new one on screen", () => {
    useDoctor.getState().remember(verdict("a"));
    useDoctor.getState().remember(verdict("b"));
    expect(useDoctor.getState().earlier.map(({ verdictId }) => verdictId)).toEqual(["b", "a"]);
    expect(useDoctor.getState().verdictId).toBe("b");
  });

  it("of a tool that is not on screen do not replace what is shown", () => {
    useDoctor.setState({ verdictId: "shown" });
    // A header check, for example, is on screen when a run that began earlier ends.
    useDoctor.setState({ tool: "other" as DoctorTool });
    useDoctor.getState().remember(verdict("a"));
    expect(useDoctor.getState()).toMatchObject({ verdictId: "shown", tool: "other" });
  });

  it("can be shown again", () => {
    useDoctor.getState().remember(verdict("a"));
    useDoctor.getState().remember(verdict("b"));
    useDoctor.getState().showVerdict("a");
    expect(useDoctor.getState()).toMatchObject({ tool: "login", verdictId: "a" });
    useDoctor.getState().showVerdict(null);
    expect(useDoctor.getState().verdictId).toBeNull();
  });

  it("are bounded", () => {
    for (let count = 0; count < keptVerdicts + 5; count += 1) useDoctor.getState().remember(verdict(String(count)));
    expect(useDoctor.getState().earlier).toHaveLength(keptVerdicts);
    expect(useDoctor.getState().earlier[0]?.verdictId).toBe(String(keptVerdicts + 4));
  });
});
