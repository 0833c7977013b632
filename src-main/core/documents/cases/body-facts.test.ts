import { describe, expect, it } from "vitest";
import { bodyCases, findUntrueFacts, prepareSubject } from "./body-facts.ts";

const [sound] = bodyCases.parse([
  {
    id: "sound",
    kind: "sound",
    what: "a sound list",
    contentType: "application/json",
    body: '[{"id":"1","name":"Jane"},{"id":"2","name":"Karl"}]',
    right: [],
  },
]);

describe("findUntrueFacts", () => {
  const engine = sound === undefined ? null : prepareSubject(sound);
  const find = (...right: Parameters<typeof findUntrueFacts>[1]["right"]) =>
    engine === null ? [] : findUntrueFacts(engine, { right });

  it("finds nothing when every fact holds", () => {
    expect(
      find(
        { records: 2, columns: ["id"], format: "json", table: true, grave: false },
        { cell: { record: 1, column: "name", text: "Karl" }, someCell: "Jane", nothingDiffers: "json" },
        { search: { text: "jane", matches: 1 }, order: { column: "name", values: ["Jane", "Karl"] } },
        { anyOf: [{ records: 7 }, { table: true }] },
      ),
    ).toEqual([]);
  });

  it("reports what was found when a fact does not hold", () => {
    expect(find({ records: 3 })).toEqual(["records 3: found 2"]);
    expect(find({ anyOf: [{ grave: true }, { rowMarked: 0 }] })).toEqual([
      "grave true: found []",
      "rowMarked 0: found false",
    ]);
    expect(find({ cell: { record: 0, column: "name", text: "Karl" } })).toHaveLength(1);
    expect(find({ invisibleShown: { as: "json", near: "Jane", character: "J" } })).toHaveLength(1);
    expect(find({ invisibleShown: { as: "json", near: "nowhere", character: "x" } })).toHaveLength(1);
  });
});
