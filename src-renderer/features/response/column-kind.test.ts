import { describe, expect, it } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { kindOfColumn, linkOf, meaningOf, ownDesignator } from "./column-kind.ts";

const values = (record: Readonly<Record<string, string>>) => (name: string) => record[name];

describe("the kind of a column", () => {
  it("comes from the catalogue", () => {
    expect(kindOfColumn("contact_email")).toMatchObject({ kind: "email", mono: true, flag: false });
    expect(kindOfColumn("contact_name")).toMatchObject({ kind: "text", mono: false });
    expect(kindOfColumn("contact_type")).toMatchObject({ kind: "choice", mono: false, flag: false });
    expect(kindOfColumn("contact_unsubscribe")).toMatchObject({ kind: "choice", mono: true, flag: true });
    expect(kindOfColumn("user_status_id")).toMatchObject({ kind: "choice", mono: true, flag: false });
  });

  it("comes from the name where the catalogue has no kind or only says text", () => {
    expect(kindOfColumn("contact_home_state").mono).toBe(true);
    expect(kindOfColumn("office_id").kind).toBe("id");
    expect(kindOfColumn("office_timestamp").kind).toBe("date");
    expect(kindOfColumn("paid").kind).toBe("text");
  });

  it("knows the word for a value", () => {
    expect(meaningOf(kindOfColumn("contact_unsubscribe"), "1")).toBe("unsubscribed");
    expect(meaningOf(kindOfColumn("contact_unsubscribe"), "7")).toBe("");
  });
});

describe("links of ids", () => {
  it("leave the record's own id plain and link the id of another resource", () => {
    const members = resourceAt("groups/ID/agents");
    const record = values({ usertogroup_id: "9", user_id: "1234", group_id: "7" });
    expect(linkOf(members, kindOfColumn("user_id"), record)).toBe("agents/1234");
    expect(linkOf(members, kindOfColumn("group_id"), record)).toBe("groups/7");
    expect(linkOf(members, kindOfColumn("usertogroup_id"), record)).toBeNull();
    expect(linkOf(resourceAt("contacts"), kindOfColumn("contact_id"), values({ contact_id: "1" }))).toBeNull();
    expect(linkOf(null, kindOfColumn("nothing"), record)).toBeNull();
  });

  it("are not made of ids that cannot be a path segment", () => {
    expect(linkOf(resourceAt("groups/ID/agents"), kindOfColumn("user_id"), values({ user_id: "../x" }))).toBeNull();
  });

  it("name a record by its own id", () => {
    const record = values({ contact_id: "123468", contact_name: "x" });
    expect(ownDesignator(resourceAt("contacts"), ["contact_name", "contact_id"], record)).toBe("contacts/123468");
    expect(ownDesignator(resourceAt("contacts/ID"), ["contact_id"], record)).toBe("contacts/123468");
    expect(ownDesignator(null, ["contact_id"], record)).toBeNull();
  });
});
