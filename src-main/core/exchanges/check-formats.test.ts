import { expect, test, vi } from "vitest";
import type { DocumentSummary } from "#shared/documents.ts";
import type { CheckedFormat, FormatCheck, FormatComparison } from "#shared/format-check.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { CallError } from "../call-error.ts";
import { createTimeDouble } from "../port-doubles.ts";
import { checkFormats, type FormatCheckParts } from "./check-formats.ts";

const clean: FormatComparison = {
  compared: ["json", "xml", "csv"],
  records: 2,
  differing: 0,
  fields: 3,
  alignedBy: "contact_id",
  groups: [],
  moreGroups: 0,
};

function documentOf(format: CheckedFormat, change: Partial<DocumentSummary> = {}): DocumentSummary {
  return {
    documentId: `document ${format}`,
    byteLength: 10,
    complete: true,
    declaredType: null,
    charset: "utf-8",
    format,
    table: { recordCount: 2, columns: ["contact_id"] },
    notices: [],
    ...change,
  };
}

/** The parts with a server that responds as a test wants, and a comparison that only records its arguments. */
function doubles(change: (format: CheckedFormat) => Partial<Exchange> = () => ({})) {
  const sent: (readonly [id: string, suffix: string])[] = [];
  const steps: unknown[] = [];
  const asked: unknown[] = [];
  const parts: FormatCheckParts = {
    clock: createTimeDouble(),
    emit: (name, payload) => steps.push([name, "step" in payload ? payload.step : ""]),
    connections: { get: () => ({ gapMs: 0 }) as ReturnType<FormatCheckParts["connections"]["get"]> },
    exchanges: {
      async send(exchangeId, request) {
        const format = request.suffix as CheckedFormat;
        sent.push([exchangeId, format]);
        return {
          exchangeId,
          request,
          url: "",
          startedAt: 0,
          totalMs: 1,
          legs: [],
          status: 200,
          reason: "OK",
          failure: null,
          login: "accepted",
          warnings: [],
          redirect: null,
          document: documentOf(format),
          ...change(format),
        };
      },
    },
    documents: {
      async compare(request) {
        asked.push(request);
        return { comparison: clean, dialect: null, csvLeftOut: false };
      },
    },
  };
  const run = (designator = "contacts", signal = new AbortController().signal): Promise<FormatCheck> =>
    checkFormats(parts, { checkId: "c", connectionId: "one", designator }, signal);
  return { parts, sent, steps, asked, run };
}

test("the three formats one after the other, then the comparison by the identifier of the catalogue", async () => {
  const { run, sent, steps, asked } = doubles();
  expect(await run()).toMatchObject({ outcome: "compared", leftOut: [], comparison: clean, problem: null });
  expect(sent).toEqual([
    ["c.json", "json"],
    ["c.xml", "xml"],
    ["c.csv", "csv"],
  ]);
  expect(steps.map((step) => (step as unknown[])[1])).toEqual(["json", "xml", "csv", "comparing"]);
  const documents = { json: "document json", xml: "document xml", csv: "document csv" };
  expect(asked).toEqual([{ documents, key: "contact_id" }]);
});

test("a resource that is not in the catalogue is refused before anything is sent", async () => {
  const { run, sent } = doubles();
  await expect(run("reports/2010")).rejects.toMatchObject({ code: "invalid-designator" });
  expect(sent).toEqual([]);
});

test.each([
  [{ status: 500, reason: "Internal Server Error" }, "The server answered 500 Internal Server Error."],
  [{ status: 204, document: null }, "The server says that there is no data."],
  [{ document: documentOf("json") }, "Asked for XML, the answer is JSON."],
  [{ document: documentOf("xml", { table: null }) }, "The answer is not a list of records."],
  [
    {
      document: documentOf("xml", {
        notices: [
          { code: "malformed", severity: "danger", title: "Breaks at byte 7.", message: "", byteOffset: 7 } as const,
        ],
      }),
    },
    "Breaks at byte 7.",
  ],
] as const)("one answer that cannot be used is left out with its reason: %#", async (change, reason) => {
  const { run, asked } = doubles((format) => (format === "xml" ? (structuredClone(change) as Partial<Exchange>) : {}));
  expect(await run()).toMatchObject({ outcome: "compared", leftOut: [{ format: "xml", reason }] });
  expect(asked).toEqual([{ documents: { json: "document json", csv: "document csv" }, key: "contact_id" }]);
});

test("three responses without data agree", async () => {
  const { run, asked } = doubles(() => ({ status: 204, document: null }));
  expect(await run()).toMatchObject({ outcome: "no-data", comparison: null });
  expect(asked).toEqual([]);
});

test.each([
  { status: 401, reason: "Unauthorized" },
  { status: null, failure: { code: "refused", message: "No connection.", advice: "", detail: "" } },
] as const)("who lets nobody in is not asked three times: %#", async (change) => {
  const { run, sent } = doubles(() => change);
  expect(await run()).toMatchObject({ outcome: "stopped", comparison: null, problem: expect.any(String) as string });
  expect(sent).toHaveLength(1);
});

test("cancelled between two requests: nothing more is sent, and the responses so far are returned", async () => {
  const { parts, sent } = doubles();
  const controller = new AbortController();
  const send = vi.fn(parts.exchanges.send);
  send.mockImplementationOnce(async (...input) => {
    const exchange = await parts.exchanges.send(...input);
    controller.abort();
    return exchange;
  });
  const request = { checkId: "c", connectionId: "one", designator: "contacts" };
  const check = await checkFormats({ ...parts, exchanges: { send } }, request, controller.signal);
  expect(check).toMatchObject({ outcome: "cancelled", comparison: null });
  expect([check.answers.json?.status, check.answers.xml, check.answers.csv]).toEqual([200, null, null]);
  expect(sent).toHaveLength(1);
});

test("a cancelled or failed comparison keeps the responses", async () => {
  const { parts } = doubles();
  const request = { checkId: "c", connectionId: "one", designator: "contacts" };
  const { signal } = new AbortController();
  for (const [code, outcome] of [
    ["cancelled", "cancelled"],
    ["document-failed", "stopped"],
  ] as const) {
    const documents = { compare: () => Promise.reject(new CallError(code, "It went wrong.")) };
    const check = await checkFormats({ ...parts, documents }, request, signal);
    expect(check).toMatchObject({ outcome, problem: outcome === "stopped" ? "It went wrong." : null });
    expect(check.answers.csv?.status).toBe(200);
  }
});

test("a request that cannot be sent at all fails as it does elsewhere", async () => {
  const { parts } = doubles();
  const exchanges = { send: () => Promise.reject(new CallError("password-needed", "Enter the password.")) };
  const request = { checkId: "c", connectionId: "one", designator: "contacts" };
  const checked = checkFormats({ ...parts, exchanges }, request, new AbortController().signal);
  await expect(checked).rejects.toMatchObject({ code: "password-needed" });
});
