import { expect, test } from "vitest";
import type { DocumentStore } from "../documents/store.ts";
import type { Sender } from "../exchanges/outgoing.ts";
import type { SendResult } from "../http/send-contract.ts";
import { createRecordApi, type RecordApiParts, type Write } from "./record-api.ts";

type Documents = RecordApiParts["documents"];

const post: Write = {
  method: "POST",
  designator: "contacts",
  body: { format: "json", fields: [["contact_name", "Jane"]] },
};
const signal = new AbortController().signal;

/** A RecordApi whose write returns the given result; `getRecord` reads the record of the response. */
function apiWith(
  result: Partial<SendResult>,
  getRecord: Documents["getRecord"] = readId,
  watched: { readonly close?: (documentId: string) => void } & Pick<RecordApiParts, "record"> = {},
) {
  const answer = { status: 200, failure: null, body: { complete: true }, responseHeaders: [], totalMs: 90, ...result };
  const sender = {
    prepare: () => Promise.resolve({ connection: { idleTimeoutSeconds: 30 } }),
    send: (_outgoing: unknown, { sink }: Parameters<Sender["send"]>[1]) => {
      if (answer.status !== null) sink.begin({ status: answer.status, headers: [], expectedBytes: null });
      return Promise.resolve({ legs: [{ method: "POST" }], ...answer });
    },
  } as unknown as Sender;
  const writer = {
    documentId: "document",
    write: () => undefined,
    finish: () => Promise.resolve({ table: { columns: ["contact_id"], recordCount: 1 } }),
  } as unknown as ReturnType<DocumentStore["open"]>;
  const { close = () => undefined, record } = watched;
  const documents = { open: () => writer, close, getRecord } as unknown as Documents;
  const meter = { begin: () => () => undefined } as unknown as RecordApiParts["meter"];
  return createRecordApi({ sender, meter, documents, ...(record === undefined ? {} : { record }) });
}

const readId = (() =>
  Promise.resolve({
    columns: ["contact_id"],
    row: { mark: null, cells: ["1234"] },
  })) as unknown as Documents["getRecord"];

const write = (result: Partial<SendResult>, getRecord?: Documents["getRecord"]) =>
  apiWith(result, getRecord).write("one", post, signal);

test("the result of a POST is the record that contains its id", async () => {
  expect(await write({})).toEqual({ state: "done", status: 200, record: [["contact_id", "1234"]] });
});

test("an unreadable response does not turn a sent write into an unsent one", async () => {
  const fails = () => Promise.reject(new Error("the worker is gone"));
  expect(await write({}, fails)).toEqual({ state: "done", status: 200, record: null });
  expect(await write({ status: 400 }, fails)).toMatchObject({ state: "refused", status: 400 });
  expect(await write({ status: 500 }, fails)).toMatchObject({ state: "unanswered", status: 500 });
});

test("an id is not taken from a truncated response: it may be the beginning of another one", async () => {
  const body = { receivedBytes: 5, complete: false, expectedBytes: 9 };
  expect(await write({ body })).toEqual({ state: "done", status: 200, record: null });
});

test.each([301, 302, 303, 307])("a redirect (%i) is not a refusal: the write may have happened", async (status) => {
  expect(await write({ status })).toMatchObject({ state: "unanswered", status, mayComeLater: false });
});

test("a silent server may still carry out the write", async () => {
  const failure = { code: "state-unknown", message: "It may have been carried out.", advice: "", detail: "" } as const;
  const silent = await write({ status: null, failure, totalMs: 30_050 });
  expect(silent).toMatchObject({ state: "unanswered", mayComeLater: true });
  expect(await write({ status: null, failure })).toMatchObject({ state: "unanswered", mayComeLater: false });
});

test.each([true, false])(
  "a response is kept open and reported as kept only if it will be shown (%s)",
  async (keeps) => {
    const closed: string[] = [];
    const kept: boolean[] = [];
    const api = apiWith({ legs: [] as never }, readId, {
      close: (documentId) => closed.push(documentId),
      record: () => ({
        exchangeId: "exchange",
        end: (_outgoing, _result, _document, isBodyKept) => kept.push(isBodyKept),
      }),
    });
    expect(await api.read("one", "contacts/1234", signal, keeps)).toMatchObject({ state: "found" });
    expect(kept).toEqual([keeps]);
    expect(closed).toEqual(keeps ? [] : ["document"]);
  },
);
