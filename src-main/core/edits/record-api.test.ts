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

/** A RecordApi whose write comes back as told; `getRecord` is what reading the answer's record does. */
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

test("a POST is answered with the record that names its id", async () => {
  expect(await write({})).toEqual({ state: "done", status: 200, record: [["contact_id", "1234"]] });
});

test("an answer that cannot be read does not make a write that was sent one that was not", async () => {
  const fails = () => Promise.reject(new Error("the worker is gone"));
  expect(await write({}, fails)).toEqual({ state: "done", status: 200, record: null });
  expect(await write({ status: 400 }, fails)).toMatchObject({ state: "refused", status: 400 });
  expect(await write({ status: 500 }, fails)).toMatchObject({ state: "unanswered", status: 500 });
});

test("an id is not taken from an answer that broke off: it may be the beginning of another one", async () => {
  const body = { receivedBytes: 5, complete: false, expectedBytes: 9 };
  expect(await write({ body })).toEqual({ state: "done", status: 200, record: null });
});

test.each([301, 302, 303, 307])("a redirect (%i) is no refusal: it may follow what was carried out", async (status) => {
  expect(await write({ status })).toMatchObject({ state: "unanswered", status, mayComeLater: false });
});

test("a server that was silent may still carry it out", async () => {
  const failure = { code: "state-unknown", message: "It may have been carried out.", advice: "", detail: "" } as const;
  const silent = await write({ status: null, failure, totalMs: 30_050 });
  expect(silent).toMatchObject({ state: "unanswered", mayComeLater: true });
  expect(await write({ status: null, failure })).toMatchObject({ state: "unanswered", mayComeLater: false });
});

test.each([true, false])(
  "a reading is kept open and reported as kept only when it is to be shown (%s)",
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
