import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ExportProgress, ExportResult } from "#shared/exporting.ts";
import { everyRecord } from "#shared/every-record.ts";
import { runExport, useRunningExports, watchExports } from "./running-exports.ts";

const listeners = new Map<string, (payload: unknown) => void>();
const clicked: { readonly href: string; readonly download: string }[] = [];
const cancelled: unknown[] = [];
let answer: (reply: { ok: true; value: ExportResult }) => void;
let askedFor: { readonly exportId: string } | undefined;

beforeEach(() => {
  for (const list of [clicked, cancelled]) list.length = 0;
  vi.stubGlobal("window", {
    api: {
      exportDocument(input: { readonly exportId: string }) {
        askedFor = input;
        return new Promise((resolve) => (answer = resolve));
      },
      cancelCall: (input: unknown) => Promise.resolve(cancelled.push(input)),
      on(name: string, listener: (payload: unknown) => void) {
        listeners.set(name, listener);
        return () => listeners.delete(name);
      },
    },
  });
  vi.stubGlobal("document", {
    createElement: () => {
      const link = { href: "", download: "", click: () => clicked.push(link) };
      return link;
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function begin(): { readonly exportId: string; readonly result: Promise<ExportResult> } {
  const result = runExport({
    documentId: "document",
    as: "csv",
    query: everyRecord,
    columns: ["id"],
    guardFormulas: true,
    suggestedName: "contacts.csv",
  });
  return { exportId: askedFor?.exportId ?? "", result };
}

function progressOf(exportId: string): ExportProgress {
  return { exportId, bytes: 7, byteCount: null, records: 1, recordCount: 2, elapsedMs: 1_000 };
}

const running = () => useRunningExports.getState().running;
const saved: ExportResult = { state: "saved", name: "contacts.csv", bytes: 7, records: 2, guarded: 0, replaced: 0 };

it("lists an export until it has ended, with its progress", async () => {
  const end = watchExports();
  const { exportId, result } = begin();
  expect(running()).toMatchObject([{ name: "contacts.csv", progress: null }]);
  listeners.get("exportProgress")?.(progressOf("of another window"));
  expect(running()[0]?.progress).toBeNull();
  listeners.get("exportProgress")?.(progressOf(exportId));
  expect(running()[0]?.progress?.records).toBe(1);
  answer({ ok: true, value: saved });
  expect(await result).toEqual(saved);
  expect(running()).toEqual([]);
  end();
  expect(listeners.size).toBe(0);
});

it("opens the address of its own download, and no other", async () => {
  const end = watchExports();
  const { exportId, result } = begin();
  listeners.get("exportDownload")?.({ exportId: "of another window", url: "/download/1" });
  expect(clicked).toEqual([]);
  listeners.get("exportDownload")?.({ exportId, url: "/download/2" });
  expect(clicked).toMatchObject([{ href: "/download/2", download: "contacts.csv" }]);
  expect(running()[0]?.handedOver).toBe(true);
  answer({ ok: true, value: saved });
  await result;
  end();
});

it("cancels the requested one", async () => {
  const { result } = begin();
  running()[0]?.cancel();
  expect(cancelled).toHaveLength(1);
  answer({ ok: true, value: saved });
  await result;
});
