import { contactList } from "./lists.ts";
import { DocumentEngine } from "#core/documents/engine.ts";
import { isUtf8 } from "node:buffer";
const fin = (t: any) => { for (;;) { const s = t.next(); if (s.done) return s.value; } };
for (const f of ["csv", "json", "xml"] as const) {
  const list = await contactList(f, "100k");
  const memory = new SharedArrayBuffer(list.bytes.length);
  const t00 = performance.now();
  new Uint8Array(memory).set(list.bytes);
  const copy = performance.now() - t00;
  for (let i = 0; i < 5; i++) {
    const e = new DocumentEngine("d", memory, { contentType: list.contentType, status: 200, expectedBytes: null });
    const t0 = performance.now();
    fin(e.arrive(list.bytes.length));
    const t1 = performance.now();
    fin(e.answer({ name: "finish", ask: { byteLength: list.bytes.length, end: { complete: true, dropped: 0 } } } as any));
    const t2 = performance.now();
    isUtf8(new Uint8Array(memory));
    const t3 = performance.now();
    console.log(f, "copy", copy.toFixed(0), "scan", (t1 - t0).toFixed(0), "finish", (t2 - t1).toFixed(0), "utf8", (t3 - t2).toFixed(0));
  }
}
