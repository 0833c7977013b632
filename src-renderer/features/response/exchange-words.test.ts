import { expect, test } from "vitest";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { agedWord, cameOf, nothingShownWords, sendWords, statusWord } from "./exchange-words.ts";

test("something counts as fetched only when a GET succeeded and its whole body arrived, in every state", () => {
  for (const method of ["GET", "POST", "PUT", "DELETE"] as const) {
    for (const status of [null, 200, 204, 302, 401, 404, 500]) {
      for (const isCancelled of [false, true]) {
        for (const isWhole of [false, true]) {
          const came = { method, status, isCancelled, isWhole };
          const isFetched = method === "GET" && status !== null && status < 300 && isWhole;
          expect([came, agedWord(came) === "Fetched"]).toEqual([came, isFetched]);
          if (status === null) expect(agedWord(came)).toBe(isCancelled ? "Cancelled" : "Tried");
        }
      }
    }
  }
});

test("the outcome of an exchange", () => {
  const { document } = sampleExchange("one");
  const failure = { code: "cancelled", message: "", advice: "", detail: "" } as const;
  const word = (given: Parameters<typeof sampleExchange>[1]): string => agedWord(cameOf(sampleExchange("one", given)));
  expect(word({})).toBe("Fetched");
  expect(word({ status: 204, document: null })).toBe("Fetched");
  expect(word({ status: 401 })).toBe("Responded");
  expect(word({ status: null, document: null, failure })).toBe("Cancelled");
  expect(word({ failure })).toBe("Cancelled");
  expect(word({ status: null, document: null, failure: { ...failure, code: "refused" } })).toBe("Tried");
  expect(word({ document: document && { ...document, complete: false } })).toBe("Partly fetched");
  expect(word({ request: { method: "POST" } })).toBe("Sent");
});

test("a location without a response says why it has none", () => {
  const empty = { exchange: null, panelsOf: null, problem: null };
  const problem = (code: "password-needed" | "cancelled" | "internal") => ({ code, message: "", detail: undefined });
  expect(nothingShownWords(empty)).toBe("Nothing fetched yet");
  expect(nothingShownWords({ ...empty, panelsOf: sampleExchange("one") })).toBe("Response not kept");
  expect(nothingShownWords({ ...empty, problem: problem("password-needed") })).toBe("Not sent");
  expect(nothingShownWords({ ...empty, problem: problem("cancelled") })).toBe("Cancelled");
  expect(nothingShownWords({ ...empty, problem: problem("internal") })).toBe("Failed");
  expect(nothingShownWords({ ...empty, exchange: sampleExchange("one") })).toBe("");
});

test("a list shows how an exchange ended", () => {
  const failure = { message: "", advice: "", detail: "" };
  expect(statusWord({ status: 204, failure: null })).toBe("204");
  expect(statusWord({ status: 200, failure: { ...failure, code: "cancelled" } })).toBe("200");
  expect(statusWord({ status: null, failure: { ...failure, code: "cancelled" } })).toBe("cancelled");
  expect(statusWord({ status: null, failure: { ...failure, code: "refused" } })).toBe("failed");
});

test("Send fetches only with GET", () => {
  expect(sendWords("GET", "contacts")).toBe("Send fetches contacts; nothing is sent by itself.");
  for (const method of ["POST", "PUT", "DELETE"] as const) {
    expect(sendWords(method, "contacts")).toBe(`Send sends ${method} contacts; nothing is sent by itself.`);
  }
});
