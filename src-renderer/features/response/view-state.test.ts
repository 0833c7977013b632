import { describe, expect, it } from "vitest";
import { everyRecord } from "#shared/every-record.ts";
import { choose } from "../../ui/data-grid/selection.ts";
import { everythingFolded } from "./folding.ts";
import { sortBy } from "./record-query.ts";
import { changeQuery, useViewState, viewOf } from "./view-state.ts";

const { change } = useViewState.getState();
const view = (place: string, document: string) => viewOf(useViewState.getState().views, place, document);

describe("the view of a location", () => {
  it("starts with every record and nothing chosen", () => {
    expect(view("new", "d1")).toMatchObject({ query: everyRecord, selection: null, folding: { folded: "none" } });
  });

  it("keeps the query over a refresh and drops positions in the old body", () => {
    const query = { ...everyRecord, search: "jane" };
    change("a", "d1", { query, selection: choose({ row: 3, column: 0 }), folding: everythingFolded });
    expect(view("a", "d1").selection).not.toBeNull();
    expect(view("a", "d2")).toMatchObject({ query, selection: null, folding: { folded: "none" } });
    change("a", "d2", { find: { open: true, text: "x", matchCase: true, regularExpression: false, index: 7 } });
    expect(view("a", "d2")).toMatchObject({ documentId: "d2", selection: null, find: { index: 7 } });
    expect(view("a", "d3").find).toMatchObject({ text: "x", index: 0 });
  });

  it("knows after a refresh what was selected before, until the selection is restored", () => {
    const selection = choose({ row: 3, column: 0 });
    change("e", "d1", { selection });
    expect(view("e", "d1").before).toBeNull();
    expect(view("e", "d2").before).toMatchObject({ documentId: "d1", selection });
    expect(view("e", "d2").before).toBe(view("e", "d2").before);
    change("e", "d2", { matched: 3 });
    expect(view("e", "d3").before).toMatchObject({ documentId: "d1", selection });
    change("e", "d3", { before: null });
    expect(view("e", "d4").before).toBeNull();
  });

  it("derives each query from the latest one, whether or not that was rendered yet", () => {
    change("c", "d1", { selection: choose({ row: 3, column: 0 }) });
    changeQuery("c", "d1", (query) => sortBy(query, "name", false));
    changeQuery("c", "d1", (query) => sortBy(query, "name", false));
    expect(view("c", "d1")).toMatchObject({
      query: { sort: [{ column: "name", direction: "descending" }] },
      selection: null,
    });
  });

  it("returns the same folds for a document that has not been viewed yet, so a selector is stable", () => {
    change("b", "d1", {});
    expect(view("b", "d2").nodes).toBe(view("b", "d2").nodes);
    expect(view("b", "d2").folding).toBe(view("b", "d2").folding);
  });

  it("forgets the location that was unused for longest", () => {
    change("first", "d", { query: { ...everyRecord, search: "first" } });
    for (let index = 0; index < 199; index++) change(`place ${index}`, "d", {});
    expect(view("first", "d").query.search).toBe("first");
    change("one more", "d", {});
    expect(view("first", "d").query.search).toBe("");
  });
});
