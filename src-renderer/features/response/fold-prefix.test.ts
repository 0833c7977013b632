import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldPrefix } from "./fold-prefix.ts";

describe("folding the prefix that columns share", () => {
  it("drops it from every name that has it", () => {
    const { prefix, shown } = foldPrefix(["contact_id", "contact_home_city", "contact_email"]);
    expect(prefix).toBe("contact_");
    expect(["contact_id", "contact_home_city", "contact_email"].map(shown)).toEqual(["id", "home_city", "email"]);
  });

  it("leaves a name without the prefix whole when four of five share it", () => {
    const names = ["user_id", "user_email", "user_fname", "user_lname", "brokerage_employee_id"];
    expect(names.map(foldPrefix(names).shown)).toEqual(["id", "email", "fname", "lname", "brokerage_employee_id"]);
  });

  it("does not count the names that the application gives to columns without one", () => {
    const names = ["contact_id", "contact_name", "(not a record)"];
    expect(names.map(foldPrefix(names).shown)).toEqual(["id", "name", "(not a record)"]);
    expect(foldPrefix(["contact_(a)", "contact_b", "(a)"]).prefix).toBe("");
  });

  it("does nothing below 80 %", () => {
    const names = ["contacttolist_id", "contact_id", "list_id", "contacttolist_date"];
    expect(foldPrefix(names).prefix).toBe("");
  });

  it("does nothing when two names would become equal", () => {
    const names = ["user_id", "user_a", "user_b", "user_c", "id"];
    expect(foldPrefix(names).prefix).toBe("");
  });

  it("does nothing for one column, for none, and for names without underscore", () => {
    expect(foldPrefix(["contact_id"]).prefix).toBe("");
    expect(foldPrefix([]).prefix).toBe("");
    expect(foldPrefix(["id", "name"]).prefix).toBe("");
  });

  it("takes the longest prefix that qualifies", () => {
    const names = ["contact_home_city", "contact_home_zip", "contact_home_state"];
    expect(foldPrefix(names).prefix).toBe("contact_home_");
  });

  it("never shows an empty name", () => {
    expect(["a_", "a_b", "a_c", "a_d", "a_e"].map(foldPrefix(["a_", "a_b", "a_c", "a_d", "a_e"]).shown)).toEqual([
      "a_",
      "b",
      "c",
      "d",
      "e",
    ]);
  });

  it("keeps names unique and readable back, whatever they are", () => {
    const name = fc.stringMatching(/^[ab_]{0,6}$/u);
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
        const { prefix, shown } = foldPrefix(names);
        expect(new Set(names.map(shown)).size).toBe(names.length);
        for (const full of names) expect([full, prefix + shown(full)]).toContain(full);
        for (const full of names) expect(full.endsWith(shown(full))).toBe(true);
      }),
    );
  });
});
