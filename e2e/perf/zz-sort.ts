import { contactList } from "./lists.ts";
import { DocumentEngine } from "#core/documents/engine.ts";
const fin = (t: any) => { for (;;) { const s = t.next(); if (s.done) return s.value; } };
const list = await contactList("json", "100k");
const memory = new SharedArrayBuffer(list.bytes.length);
new Uint8Array(memory).set(list.bytes);
const e = new DocumentEngine("d", memory, { contentType: list.contentType, status: 200, expectedBytes: null });
fin(e.answer({ name: "finish", ask: { byteLength: list.bytes.length, end: { complete: true, dropped: 0 } } } as any));
for (let i = 0; i < 3; i++) for (const column of ["contact_name", "contact_email", "contact_date", "contact_id", "contact_company"]) {
  const t0 = performance.now();
  fin(e.answer({ name: "rows", ask: { documentId: "d", query: { sort: [{ column, direction: "ascending" }], filters: [], search: "" }, offset: 0, limit: 100 } } as any));
  console.log(column, (performance.now() - t0).toFixed(0));
  if (process.argv[2]) for (const x of ["contact_phone_home", "contact_title", "contact_self", "contact_home_zip"]) fin(e.answer({ name: "rows", ask: { documentId: "d", query: { sort: [{ column: x, direction: "ascending" }], filters: [], search: "" }, offset: 0, limit: 100 } } as any));
}
