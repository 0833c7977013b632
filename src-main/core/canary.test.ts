import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { calls, type CallName } from "#shared/channels.ts";
import { contract, type CallInput, type CallOutput } from "#shared/contract.ts";
import { bundlePartNames } from "#shared/bundle.ts";
import { everyRecord } from "#shared/every-record.ts";
import { bundleForNode } from "./bundle-for-node.ts";
import { connectionDefaults } from "./connections/connection-defaults.ts";
import { createDispatch } from "./dispatch.ts";
import { requestOf } from "./exchanges/exchange-doubles.ts";
import { createPortDoubles, createReversingVault, sessionVault } from "./port-doubles.ts";
import type { Vault } from "./ports.ts";
import { createServices } from "./services.ts";

const canary = 'cänary-"\\7391 z';
const realm = "Rezora API";

let server: Server;
let baseUrl: string;
let scripts: string;
let documentsScript: URL;

/** Refuses unsigned requests and everything below `agents`. */
beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), "rezora-canary-"));
  documentsScript = await bundleForNode(new URL("documents/worker.ts", import.meta.url), scripts);
  server = createServer((request, response) => {
    const signed = request.headers.authorization !== undefined && !(request.url ?? "").startsWith("/v1/agents");
    if (!signed) {
      const challenge = `Digest realm="${realm}",qop="auth",nonce="4c487da82df10",opaque="x"`;
      response.writeHead(401, { "WWW-Authenticate": challenge, "Set-Cookie": "PHPSESSID=1" }).end();
    } else response.writeHead(200, { "Content-Type": "application/json" }).end('[{"contact_id":"1"}]');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(scripts, { recursive: true, force: true });
});

/** A vault whose errors contain the secret, as a real vault's might. */
function talkingVault(): Vault & { lost: boolean } {
  const vault = createReversingVault();
  const encrypt = vault.encrypt.bind(vault);
  vault.encrypt = (secret) => {
    if (vault.lost) throw new Error(`cannot encrypt ${secret}`);
    return encrypt(secret);
  };
  return vault;
}

/** Every encoding in which the password, or an equivalent such as HA1, could leak. */
function spellings(userName: string): string[] {
  const bytes = Buffer.from(canary);
  const plain = [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), bytes.toString("latin1")];
  const ha1 = createHash("md5").update(`${userName}:${realm}:${canary}`).digest("hex");
  return [...plain, bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex"), ha1];
}

/** Headers that a customer may paste: signed with the password, with a near miss, with it as user name, and Basic. */
function headersOf(password: string): string[] {
  const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
  const digest = (name: string, secret: string): string => {
    const response = md5(`${md5(`${name}:${realm}:${secret}`)}:4c487da82df10:${md5("GET:/v1/contacts")}`);
    const quoted = name.replaceAll(/["\\]/gu, String.raw`\$&`);
    return `Digest username="${quoted}", realm="${realm}", nonce="4c487da82df10", uri="/v1/contacts", response="${response}"`;
  };
  const basic = Buffer.from(`oak:${password}`).toString("base64");
  return [digest("oak", password), digest("oak", `${password} `), digest(password, "oak"), `Basic ${basic}`];
}

test.each([
  ["kept by the vault", talkingVault()],
  ["kept in memory", { ...sessionVault, lost: false }],
])("a password %s is found in no reply, event, log or file", async (_, vault) => {
  const doubles = await createPortDoubles({ vault, documentsScript });
  const core = await createServices(doubles.ports);
  const { dispatch } = createDispatch(core.services, doubles.ports.log);
  const replies: unknown[] = [];
  const used = new Set<string>();

  async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name> | null> {
    const reply = await dispatch("tab", name, input);
    replies.push(reply);
    used.add(name);
    if (!reply.ok) return null;
    contract[name].output.parse(reply.value);
    // The call's own schema has just accepted it.
    return reply.value as CallOutput<Name>;
  }

  const input = { ...connectionDefaults, name: "Oak", baseUrl, userName: "oak", gapMs: 0 };
  const created = await call("createConnection", input);
  const connectionId = created?.connectionId ?? "";
  await call("setPassword", { connectionId, password: canary });
  await dispatch("tab", "setPassword", { connectionId, password: { canary } }).then((reply) => replies.push(reply));
  expect((await call("listConnections", {}))?.at(-1)).toMatchObject({ hasPassword: true });

  const send = async (change: Partial<CallInput<"sendRequest">["request"]>) =>
    call("sendRequest", { exchangeId: "e", request: requestOf({ connectionId, ...change }) });
  const exchange = await send({ suffix: "json" });
  expect(exchange).toMatchObject({ status: 200, login: "accepted" });
  expect(exchange?.legs).toHaveLength(2);
  const documentId = exchange?.document?.documentId ?? "";
  expect(await send({ designator: "agents" })).toMatchObject({ status: 401, login: "not-permitted" });
  expect(await send({ method: "POST", body: "a=b" })).toBeNull();
  await call("unlockWrites", { connectionId });
  expect(await send({ method: "POST", body: "a=b" })).toBeNull();
  expect(await send({ method: "POST", designator: "reports", body: "a=b" })).toMatchObject({ status: 200 });
  await call("lockWrites", { connectionId });
  expect(await call("detectLevel", { connectionId })).toMatchObject({ level: { level: "agent" } });
  const examined = await call("diagnoseLogin", { runId: "r", connectionId, designator: "agents" });
  expect(examined?.verdict?.code).toBe("wrong-level");
  expect(await call("sweepAccess", { sweepId: "s", connectionIds: [connectionId] })).toMatchObject({ outcome: "done" });
  const [seen] = (await call("getAccess", {})) ?? [];
  expect(seen?.observations.map(({ path }) => path)).toContain("contacts");
  const ways = await call("testCookies", { runId: "r", connectionId, designator: "contacts" });
  expect(ways?.verdict?.code).toBe("login-opens");
  const duplicate = await call("duplicateConnection", { connectionId });
  const right = duplicate?.connectionId ?? "";
  await call("setPassword", { connectionId: right, password: canary });
  const comparison = await call("compareLogins", { runId: "r", left: connectionId, right, designator: "contacts" });
  expect(comparison?.records).toMatchObject({ same: 1, differing: 0 });
  await call("removeConnection", { connectionId: right });
  await call("listPracticeFaults", {});
  await call("setPracticeFault", { connectionId: "practice-agent", fault: "refused" });

  // The server supports only JSON.
  const check = await call("checkFormats", { checkId: "c", connectionId, designator: "contacts" });
  expect(check).toMatchObject({ outcome: "not-comparable", leftOut: [{ format: "xml" }, { format: "csv" }] });

  const window = { documentId, query: everyRecord, offset: 0, limit: 10 };
  expect(await call("getRows", window)).toMatchObject({ matched: 1 });
  await call("readDocumentAs", { documentId, charset: "utf-8" });
  await call("readCsvAs", { documentId, choice: null });
  await call("getRecord", { documentId, record: 0 });
  const place = { documentId, record: 0, column: "contact_id" };
  await call("getValueRows", { ...place, columns: 40, offset: 0, limit: 10 });
  await call("getValueText", { ...place, from: 0, limit: 100 });
  await call("getLines", {
    documentId,
    as: "json",
    folding: { folded: "none", except: [], groups: [], nodes: [] },
    offset: 0,
    limit: 10,
  });
  const find = { query: "1", matchCase: false, regularExpression: false, index: 0 };
  await call("findInDocument", { documentId, as: "raw", ...find });
  await call("findBytes", { documentId, needle: "Ww==", index: 0 });
  await call("locateByte", { documentId, byteOffset: 0 });
  await call("seekRow", { documentId, query: everyRecord, column: "contact_id", prefix: "1", from: 0 });
  await call("getWidestValues", { documentId, records: 1 });
  await call("countFilled", { documentId });
  await call("findRows", { documentId, query: everyRecord, column: "contact_id", values: ["1"] });
  await call("verifyDocument", { documentId, as: "table", from: { at: 0, byte: 0 } });
  await call("copyRows", { documentId, query: everyRecord, from: 0, to: 0, columns: ["contact_id"], as: "tsv" });
  const table = { documentId, query: everyRecord, columns: ["contact_id"], guardFormulas: true };
  for (const as of ["served", "json", "spreadsheet"] as const) {
    const saved = await call("exportDocument", { exportId: as, as, suggestedName: `exported.${as}`, ...table });
    expect(saved).toMatchObject({ state: "saved", name: `exported.${as}` });
  }
  expect(await call("saveText", { exportId: "t", text: "a", suggestedName: "a.md" })).toMatchObject({ state: "saved" });
  expect(await call("getBytes", { documentId, offset: 0, length: 1 })).toMatchObject({ base64: "Ww==" });
  await call("closeDocument", { documentId });

  const change = {
    kind: "create" as const,
    designator: "contacts",
    title: "",
    base: null,
    fields: [["contact_name", "Jane"] as const],
    bodyFormat: "json" as const,
  };
  await call("unlockWrites", { connectionId });
  await call("readRecord", { connectionId, designator: "contacts/1" });
  await call("saveDraft", { draftId: "d", connectionId, change, unread: null });
  await call("saveDraft", { draftId: "e", connectionId, change, unread: null });
  const both = await call("reviewChanges", { connectionId, draftIds: ["d", "e"] });
  const review = await call("narrowReview", { reviewId: both?.reviewId ?? "", leaveOut: ["e"] });
  expect(review?.items).toHaveLength(1);
  const run = await call("commitReview", { reviewId: review?.reviewId ?? "", choices: [], typedName: "" });
  const runId = run?.runId ?? "";
  await vi.waitFor(() => expect(doubles.payloadsOf("runChanged").at(-1)).toMatchObject({ runId, state: "finished" }));
  await call("pauseRun", { runId });
  await call("stopRun", { runId });
  expect(await call("resumeRun", { runId })).toBeNull();
  const [entry] = (await call("listJournal", { connectionId, limit: 10 })) ?? [];
  await call("getJournalChanges", { entryId: entry?.entryId ?? "" });
  await call("noteCommit", { runId, note: "Ticket 4711" });
  expect(await call("listCommits", { connectionId, limit: 10 })).toHaveLength(1);
  await call("reviewUndo", { entryId: entry?.entryId ?? "" });
  await call("listRuns", {});
  await call("listDrafts", {});
  await call("discardDrafts", { draftIds: ["d", "e"] });
  for (const authorization of headersOf(canary)) {
    const pasted = { text: `GET /v1/contacts HTTP/1.1\nAuthorization: ${authorization}`, method: null, url: null };
    expect((await call("checkPastedRequest", { connectionId, ...pasted, nonceUse: 1 }))?.rows).not.toEqual([]);
    await call("findNearMisses", { connectionId, ...pasted, earlierPasswords: [`${canary}x`] });
  }

  await call("revealSignature", { exchangeId: "e" });
  const parts = [...bundlePartNames];
  const pasted = { connectionId, text: headersOf(canary).join("\n"), method: null, url: null, nonceUse: null };
  const headerCheck = await call("checkPastedRequest", pasted);
  const bundle = { connectionId, parts, report: examined, exchange, headerCheck };
  expect(await call("previewBundle", bundle)).toMatchObject({ search: { hits: [] } });
  const saving = { exportId: "b", bundle, suggestedName: "bundle.json" };
  expect(await call("saveBundle", saving)).toMatchObject({ state: "saved" });
  const leaking = { ...bundle, exchange: exchange && { ...exchange, url: `http://a/${encodeURIComponent(canary)}` } };
  expect(await call("previewBundle", leaking)).toMatchObject({ search: { hits: [{ part: "handshake" }] } });
  expect(await call("saveBundle", { ...saving, bundle: leaking })).toMatchObject({ state: "blocked" });
  const ticket = { connectionId, owners: [], pasted: [], text: `Verdict\n\n${canary}\n` };
  expect(await call("checkTicket", ticket)).toMatchObject({ state: "held", rest: "Verdict\n" });

  await call("clearJournal", { connectionId: "practice-company" });
  await call("acknowledgeUnencrypted", { connectionId });
  await call("duplicateConnection", { connectionId });
  const exported = (await call("exportConnections", {})) ?? { text: "" };
  await call("previewImport", exported);
  await call("importConnections", exported);
  await call("reorderConnections", { connectionIds: [connectionId] });
  await call("updateSettings", { lastConnectionId: connectionId });
  await call("getSettings", {});
  const tested = {
    connectionId,
    input: { ...connectionDefaults, name: "Oak", baseUrl: "http://127.0.0.1:1", userName: "practice-agent" },
    unencryptedAcknowledged: false,
    linkLocalAcknowledged: false,
  };
  expect(await call("testLogin", { ...tested, password: canary })).toMatchObject({ found: { level: "unknown" } });
  expect(await call("testLogin", { ...tested, password: null })).toBeNull();
  await call("getMeter", { connectionId });
  await call("cancelCall", { callId: "none" });
  await call("acknowledgeLinkLocal", { connectionId });
  await call("updateConnection", { connectionId, change: { baseUrl: "http://127.0.0.1:1" } });
  // The password was entered for another origin: nothing is sent or moved, and it still appears nowhere.
  expect(await send({})).toBeNull();
  expect(await call("movePassword", { connectionId })).toBeNull();
  await call("setPassword", { connectionId, password: canary });
  expect(await send({})).toMatchObject({ failure: { code: "refused" } });
  vault.lost = true;
  await call("setPassword", { connectionId, password: canary });
  await send({});
  await call("getApplication", {});
  await call("removeConnection", { connectionId: "practice-agent" });
  await core.dispose();

  const files = await readdir(doubles.folder);
  const stored = await Promise.all(
    files.map(async (name) => [name, await readFile(join(doubles.folder, name), "latin1")]),
  );
  const asUtf8 = await Promise.all(files.map((name) => readFile(join(doubles.folder, name), "utf8")));
  const everything = JSON.stringify([replies, doubles.events, doubles.logged, stored, asUtf8]);
  for (const spelling of spellings("oak")) {
    expect(everything).not.toContain(spelling);
    expect(everything).not.toContain(JSON.stringify(spelling).slice(1, -1));
  }
  const unused = calls.filter((name) => !used.has(name));
  expect(unused).toEqual(["forgetPassword"]);
  await doubles.remove();
});
