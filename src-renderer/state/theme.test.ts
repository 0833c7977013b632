import { describe, expect, it } from "vitest";
import { shownTheme } from "./theme.ts";

describe("the theme shown", () => {
  it("follows both system preferences", () => {
    expect(shownTheme("system", false, false)).toBe("light");
    expect(shownTheme("system", true, false)).toBe("dark");
    expect(shownTheme("system", false, true)).toBe("contrast");
    expect(shownTheme("system", true, true)).toBe("contrast-dark");
  });

  it("is the chosen one, whatever the system prefers", () => {
    expect(shownTheme("light", true, true)).toBe("light");
    expect(shownTheme("contrast", true, false)).toBe("contrast");
  });
});
