import { expect, test } from "vitest";
import type { Outgoing } from "../../exchanges/outgoing.ts";
import type { SendResult } from "../../http/send-contract.ts";
import { readFirstRecord, type FirstRecordParts } from "./first-record.ts";

const record = { columns: ["contact_id"], row: { record: 0, cells: ["7"], mark: null } };

/** A server that sends `chunks` of 10 KB until it is cut off, and documents that record what became of them. */
function doubles(chunks: number, records = 1, status = 200) {
  const seen = { chunks: 0, complete: null as boolean | null, closed: 0 };
  const parts: FirstRecordParts = {
    sender: {
      async send(_outgoing, { sink, signal }) {
        sink.begin({ status, headers: [], expectedBytes: null });
        while (seen.chunks < chunks && !signal.aborted) {
          seen.chunks += 1;
          await sink.write(new Uint8Array(10_000));
        }
        return { status } as SendResult;
      },
    },
    documents: {
      open: () =>
        ({
          documentId: "d",
          write: () => undefined,
          async finish({ complete }: { readonly complete: boolean }) {
            seen.complete = complete;
            return { table: { recordCount: records, columns: ["contact_id"] } };
          },
        }) as unknown as ReturnType<FirstRecordParts["documents"]["open"]>,
      getRecord: async () => record,
      close: () => void (seen.closed += 1),
    },
  };
  const read = (signal = new AbortController().signal) => readFirstRecord(parts, {} as Outgoing, "sweep", signal);
  return { read, seen };
}

test("of a large collection, no more is read than the first record requires", async () => {
  const { read, seen } = doubles(10_000);
  expect(await read()).toMatchObject({ result: { status: 200 }, record });
  expect(seen).toEqual({ chunks: 7, complete: false, closed: 1 });
});

test("a small collection is read completely", async () => {
  const { read, seen } = doubles(3);
  expect((await read()).record).toEqual(record);
  expect(seen).toEqual({ chunks: 3, complete: true, closed: 1 });
});

test("without records, or without a response that contains records, there is none", async () => {
  expect((await doubles(1, 0).read()).record).toBeNull();
  const { read, seen } = doubles(1, 1, 401);
  expect((await read()).record).toBeNull();
  expect(seen.closed).toBe(0);
});

test("when cancelled, it looks for none and keeps nothing", async () => {
  const { read, seen } = doubles(3);
  expect((await read(AbortSignal.abort())).record).toBeNull();
  expect(seen.closed).toBe(1);
});
