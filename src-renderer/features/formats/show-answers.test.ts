import { beforeEach, expect, it } from "vitest";
import type { Finding } from "#shared/format-check.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { requestKey, type ServedFormat } from "../../state/place.ts";
import { newDraft } from "../../state/transitions.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { dismissToast, useToast } from "../../state/toast.ts";
import { useViewState } from "../response/view-state.ts";
import { showAnswer, showRecord } from "./show-answers.ts";

const key = requestKey("one", "GET", "contacts");
const answer = (suffix: ServedFormat): Exchange => {
  const sample = sampleExchange(suffix, { request: { suffix } });
  return { ...sample, document: sample.document && { ...sample.document, format: suffix } };
};
const answers = [answer("json"), answer("xml"), answer("csv")];
const found: Finding = {
  id: "7",
  records: { json: 4, xml: 5, csv: null },
  values: { json: null, xml: null, csv: null },
};
const place = () => currentPlace(useWorkspace.getState());
const record = () => useWorkspace.getState().records.get(key);

beforeEach(() => {
  dismissToast();
  useWorkspace.getState().open("one", newDraft("contacts"));
  useWorkspace.getState().arriveFormats(key, answers);
  useWorkspace.getState().change(key, { panel: "formats" });
});

it("shows a response in its own view", () => {
  showAnswer(key, answers, "xml");
  expect(place()).toMatchObject({ panel: null, view: "xml", exchange: { exchangeId: "xml" } });
});

it("goes to the record in the format that deviates, or in one that has it", () => {
  showRecord(key, answers, found, "xml");
  expect(place()).toMatchObject({ view: "table", exchange: { exchangeId: "xml" } });
  expect(record()).toBe(5);
  showRecord(key, answers, found, "csv");
  expect(place()).toMatchObject({ view: "table", exchange: { exchangeId: "json" } });
  expect(record()).toBe(4);
  const view = useViewState.getState().views.get(key);
  expect(view).toMatchObject({ documentId: "document of json", selection: { active: { row: 4 } } });
});

it("stays where it is, and says so, when the response has been dropped", () => {
  const gone = answers.map((each) => ({ ...each, exchangeId: `${each.exchangeId} gone` }));
  showRecord(key, gone, found, "xml");
  showAnswer(key, gone, "json");
  expect(place()).toMatchObject({ panel: "formats" });
  expect(record()).toBeUndefined();
  expect(useToast.getState().toast?.kind).toBe("problem");
});
