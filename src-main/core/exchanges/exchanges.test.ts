import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { exchange as exchangeSchema, type Exchange, type RequestSpec } from "#shared/http/exchange.ts";
import { createExchangeDoubles, requestOf, type ExchangeDoubles, type Sent } from "./exchange-doubles.ts";

let all: ExchangeDoubles;
const never = (): AbortSignal => new AbortController().signal;

beforeEach(async () => {
  all = await createExchangeDoubles();
});
afterEach(async () => {
  vi.useRealTimers();
  await all.close();
});

function send(change: Partial<RequestSpec> = {}, signal = never(), exchangeId = "e1"): Promise<Exchange> {
  return all.exchanges.send(exchangeId, requestOf(change), signal);
}

/** Waits for the checks and returns the request that reached the engine. */
async function sentAt(index: number): Promise<Sent> {
  await vi.waitFor(() => expect(all.sent.length).toBeGreaterThan(index));
  const sent = all.sent[index];
  if (sent === undefined) throw new Error("nothing was sent");
  return sent;
}

async function oak(change: object = {}): Promise<string> {
  const input = { ...all.connections.get("practice-agent"), name: "Oak", baseUrl: "https://api.rezora.com", ...change };
  const { connectionId } = await all.connections.create({
    name: input.name,
    label: "",
    colour: "blue",
    baseUrl: input.baseUrl,
    apiVersion: "v1",
    userName: input.userName,
    gapMs: 500,
    unlockMinutes: 15,
    idleTimeoutSeconds: 7,
    quoteQop: true,
    extendedUserName: false,
  });
  await all.connections.setPassword(connectionId, "secret");
  return connectionId;
}

test("the engine gets what was requested, with headers in the API's order and spelling", async () => {
  const connectionId = await oak({ baseUrl: "https://api.rezora.com/base", userName: "oak" });
  const answer = send({ connectionId, designator: "contacts/12?x=1", suffix: "json", headers: [["X-Try", "1"]] });
  const { options, answer: reply } = await sentAt(0);
  expect(options).toMatchObject({
    origin: "https://api.rezora.com",
    method: "GET",
    requestTarget: "/base/v1/contacts/12.json?x=1",
    headers: [
      ["Accept", "*/*"],
      ["Content-type", "text/plain"],
      ["X-Try", "1"],
    ],
    body: null,
    headOnly: false,
    credentials: { userName: "oak", password: "secret", quoteQop: true, extendedUserName: false },
    idleTimeoutMs: 7_000,
  });
  options.sink.begin({ status: 200, headers: [["Content-Type", "text/csv; charset=UTF-8"]], expectedBytes: 6 });
  await options.sink.write(new TextEncoder().encode('"id"'));
  await options.sink.write(new TextEncoder().encode("\r\n"));
  reply({ body: { receivedBytes: 6, complete: true, expectedBytes: 6 } });
  const exchange = await answer;
  expect(exchangeSchema.parse(exchange)).toEqual(exchange);
  expect(exchange).toMatchObject({
    exchangeId: "e1",
    url: "https://api.rezora.com/base/v1/contacts/12.json?x=1",
    startedAt: all.doubles.time.now(),
    totalMs: 12,
    status: 200,
    login: "accepted",
    document: { documentId: "0", complete: true },
  });
  expect(all.documents).toMatchObject([
    {
      head: { status: 200, contentType: "text/csv; charset=UTF-8", expectedBytes: 6, noData: false },
      chunks: ['"id"', "\r\n"],
      complete: true,
    },
  ]);
  expect(JSON.stringify([exchange, all.doubles.events, all.doubles.logged])).not.toContain("secret");
});

test("unwanted headers are not sent; a designator that starts at the root is the request target", async () => {
  void send({ accept: null, contentType: null, designator: "/other?y" });
  const { options } = await sentAt(0);
  expect(options).toMatchObject({ origin: "http://127.0.0.1:4711", requestTarget: "/other?y", headers: [] });
});

test.each(["POST", "PUT", "DELETE"] as const)("no %s is sent while writes are locked", async (method) => {
  const refused = { code: "writes-locked" };
  await expect(send({ method })).rejects.toMatchObject(refused);
  all.connections.unlockWrites("practice-company");
  await expect(send({ method })).rejects.toMatchObject(refused);
  all.connections.unlockWrites("practice-agent");
  all.doubles.time.pass(15 * 60_000);
  await expect(send({ method })).rejects.toMatchObject(refused);
  expect(all.sent).toEqual([]);
  expect(all.meter.get("practice-agent").actionsToday).toBe(0);
});

test("the lock is checked when the request is sent, not when it is made", async () => {
  all.connections.unlockWrites("practice-agent");
  const outgoing = await all.sender.prepare(requestOf({ method: "DELETE" }));
  all.connections.lockWrites("practice-agent");
  const how = {
    owner: "e",
    signal: never(),
    headOnly: false,
    onProgress: () => undefined,
    sink: { begin: () => undefined, write: () => undefined },
  };
  await expect(all.sender.send(outgoing, how)).rejects.toMatchObject({ code: "writes-locked" });
  expect(all.sent).toEqual([]);
});

test("an unlocked write goes out with its body in UTF-8, and is never joined", async () => {
  all.connections.unlockWrites("practice-agent");
  const request = { method: "POST", body: "name=Zoë €" } as const;
  void send(request);
  void send(request, never(), "e2");
  const { options } = await sentAt(1);
  expect(options.method).toBe("POST");
  expect(new TextDecoder().decode(options.body ?? undefined)).toBe("name=Zoë €");
});

test.each([
  ["a header line break", { headers: [["X-A", "1\r\nX-B: 2"]] as const }, "invalid-header"],
  ["Host by hand", { headers: [["Host", "x"]] as const }, "invalid-header"],
  ["a line break in Accept", { accept: "a\nb" }, "invalid-header"],
  ["an open place", { designator: "contacts/{contact_id}" }, "invalid-designator"],
  ["a dot segment", { designator: "../admin" }, "invalid-designator"],
  ["a fragment", { designator: "contacts#x" }, "invalid-designator"],
  ["another origin", { designator: "//evil.example/x" }, "invalid-designator"],
  ["a body on GET", { body: "x" }, "invalid-input"],
  ["an unknown connection", { connectionId: "nobody" }, "not-found"],
] as const)("%s is refused before anything is sent or counted", async (_, change, code) => {
  await expect(send(change as Partial<RequestSpec>)).rejects.toMatchObject({ code });
  expect(all.sent).toEqual([]);
  expect(all.meter.get("practice-agent").actionsToday).toBe(0);
});

test("half of a surrogate pair in a body is refused, not replaced", async () => {
  all.connections.unlockWrites("practice-agent");
  await expect(send({ method: "PUT", body: "a\ud800b" })).rejects.toMatchObject({ code: "invalid-input" });
});

test("without a password nothing is sent, not even a GET", async () => {
  await all.connections.forgetPassword("practice-agent");
  await expect(send()).rejects.toMatchObject({ code: "password-needed" });
});

test.each(["a:b", "a\nb"])("a user name like %j is refused", async (userName) => {
  await all.connections.update("practice-agent", { userName });
  await expect(send()).rejects.toMatchObject({ code: "invalid-user-name" });
});

test("http to another computer asks once", async () => {
  const connectionId = await oak({ baseUrl: "http://api.rezora.com" });
  await expect(send({ connectionId })).rejects.toMatchObject({ code: "unencrypted-not-acknowledged" });
  await all.connections.acknowledgeUnencrypted(connectionId);
  void send({ connectionId });
  expect((await sentAt(0)).options.origin).toBe("http://api.rezora.com");
});

test("identical GETs in flight are one, each caller gets it, and the document is closed by the last", async () => {
  const answers = [send({}, never(), "e1"), send({}, never(), "e2"), send({ suffix: "xml" }, never(), "e3")];
  await sentAt(1);
  expect(all.sent).toHaveLength(2);
  for (const { answer } of all.sent) answer();
  const [first, second, third] = await Promise.all(answers);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(all.meter.get("practice-agent").actionsToday).toBe(3);
  all.exchanges.closeDocument(first?.document?.documentId ?? "");
  expect(all.documents[0]?.closed).toBe(false);
  all.exchanges.closeDocument(first?.document?.documentId ?? "");
  expect(all.documents[0]?.closed).toBe(true);
  void send();
  await sentAt(2);
});

test.each([
  ["headers", { headers: [["X-A", "1"]] as const }],
  ["Accept", { accept: "text/csv" }],
  ["connection", { connectionId: "practice-company" }],
])("GETs that differ in %s are not joined", async (_, change) => {
  void send();
  void send(change as Partial<RequestSpec>, never(), "e2");
  await sentAt(1);
});

test("a GET of a changed login does not join one of the old", async () => {
  void send();
  await sentAt(0);
  await all.connections.setPassword("practice-agent", "other");
  void send({}, never(), "e2");
  expect((await sentAt(1)).options.credentials?.password).toBe("other");
});

test("cancelling one of two leaves the other alone; cancelling the last ends the request", async () => {
  const [one, two] = [new AbortController(), new AbortController()];
  const first = send({}, one.signal, "e1");
  const second = send({}, two.signal, "e2");
  const { options, answer } = await sentAt(0);
  await vi.waitFor(() => expect(all.meter.get("practice-agent").actionsToday).toBe(2));
  one.abort();
  await expect(first).rejects.toMatchObject({ code: "cancelled" });
  expect(options.signal.aborted).toBe(false);
  two.abort();
  expect(options.signal.aborted).toBe(true);
  // An identical request must not join one that is being ended.
  void send({}, never(), "e3");
  await sentAt(1);
  options.sink.begin({ status: 200, headers: [], expectedBytes: null });
  await options.sink.write(new TextEncoder().encode("part"));
  answer({
    failure: { code: "cancelled", message: "", advice: "", detail: "" },
    body: { receivedBytes: 4, complete: false, expectedBytes: 99 },
  });
  expect(await second).toMatchObject({ status: 200, failure: { code: "cancelled" }, document: { complete: false } });
  expect(all.documents[0]?.chunks).toEqual(["part"]);
});

test("a call that was cancelled before its turn also ends", async () => {
  const answer = send({}, AbortSignal.abort());
  const { options, answer: reply } = await sentAt(0);
  expect(options.signal.aborted).toBe(true);
  reply({ status: null, failure: { code: "cancelled", message: "", advice: "", detail: "" } });
  expect(await answer).toMatchObject({ status: null, document: null });
});

test("204 is a document without data", async () => {
  const answer = send();
  (await sentAt(0)).answer({ status: 204, responseHeaders: [] });
  await answer;
  expect(all.documents[0]?.head).toEqual({ status: 204, contentType: null, expectedBytes: null, noData: true });
});

test("a response whose body cannot be kept is still reported", async () => {
  all.breakDocuments();
  const answer = send();
  (await sentAt(0)).answer({ status: 201, warnings: ["first"] });
  expect(await answer).toMatchObject({
    status: 201,
    document: null,
    warnings: ["first", "The body of this response could not be kept."],
  });
});

test("a practice server that does not start is reported", async () => {
  vi.spyOn(all.doubles.ports.practice, "start").mockRejectedValue(new Error("no port"));
  await expect(send()).rejects.toMatchObject({ code: "internal", message: "The practice server did not start." });
});

test("an exchange that the engine refuses is refused, and is over", async () => {
  const answer = send();
  (await sentAt(0)).fail(new Error("boom"));
  await expect(answer).rejects.toThrow("boom");
  expect(all.meter.get("practice-agent").inFlight).toBe(0);
  void send();
  await sentAt(1);
});

test("progress: one event at the start, silence in the first second, then at most ten a second, to every caller", async () => {
  vi.useFakeTimers();
  const told = (exchangeId: string): unknown[] =>
    all.doubles
      .payloadsOf("exchangeProgress")
      .filter((update) => (update as { exchangeId: string }).exchangeId === exchangeId);
  const advance = async (milliseconds: number): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += 25) {
      all.doubles.time.pass(25);
      await vi.advanceTimersByTimeAsync(25);
    }
  };
  const start = { phase: "connecting", wireRequests: 0, elapsedMs: 0, receivedBytes: 0, expectedBytes: null };
  const answer = send({}, never(), "e1");
  void send({}, never(), "e2");
  await vi.advanceTimersByTimeAsync(0);
  expect(told("e1")).toEqual([{ exchangeId: "e1", ...start }]);
  expect(told("e2")).toEqual([{ exchangeId: "e2", ...start }]);
  const { options, answer: reply } = await sentAt(0);
  await advance(975);
  expect(told("e1")).toHaveLength(1);
  for (let count = 1; count <= 1_000; count += 1) {
    options.onProgress({ phase: "receiving", wireRequests: 2, receivedBytes: count, expectedBytes: 5_000 });
  }
  await advance(1_025);
  expect(told("e1").length).toBeGreaterThan(5);
  expect(told("e1").length).toBeLessThanOrEqual(11);
  expect(told("e2")).toHaveLength(told("e1").length);
  expect(told("e1").at(-1)).toMatchObject({
    phase: "receiving",
    wireRequests: 2,
    receivedBytes: 1_000,
    expectedBytes: 5_000,
  });
  const before = told("e1").length;
  await advance(1_000);
  expect(told("e1").length).toBeGreaterThan(before);
  reply();
  await answer;
  const last = told("e1").length;
  await advance(1_000);
  expect(told("e1")).toHaveLength(last);
});

test("responses prove the level, and a proven login of the other level is reported as not permitted", async () => {
  const rejected = { status: 401, login: "credentials-rejected" } as const;
  const first = send();
  (await sentAt(0)).answer();
  await first;
  expect(all.connections.get("practice-agent").level).toMatchObject({ level: "agent", evidence: "contacts 200" });
  const second = send({ designator: "groups/7" });
  (await sentAt(1)).answer(rejected);
  expect((await second).login).toBe("not-permitted");
  const third = send({ designator: "/v1/lists.xml" });
  (await sentAt(2)).answer(rejected);
  expect((await third).login).toBe("credentials-rejected");
  expect(all.connections.get("practice-agent").level.level).toBe("agent");
  const fourth = send({ connectionId: "practice-company", designator: "agents?x=1" });
  (await sentAt(3)).answer(rejected);
  await fourth;
  expect(all.connections.get("practice-company").level).toMatchObject({ level: "unknown" });
});

test.each([
  ["a sign-in page", "text/html", "<!DOCTYPE html><title>Sign in</title>", "unknown"],
  ["a page without a doctype, in pieces", "text/html; charset=utf-8", "\n<ht~ml><body>Sign in", "unknown"],
  ["a page of no declared type", null, "<html><body>Sign in", "unknown"],
  ["records that are declared as HTML, as PHP does", "text/html", '[{"contact_id":"1"}]', "agent"],
  ["CSV that is declared as HTML", "text/html", '"contact_id"|"first_name"\r\n', "agent"],
  ["nothing, declared as HTML", "text/html", "", "agent"],
  ["XML of the API", "application/xml", "<table><row/></table>", "agent"],
] as const)("%s with 200: the level", async (_, type, body, level) => {
  const answered = send();
  const { options, answer } = await sentAt(0);
  const responseHeaders = type === null ? [] : ([["Content-Type", type]] as const);
  options.sink.begin({ status: 200, headers: responseHeaders, expectedBytes: null });
  for (const piece of body.split("~")) await options.sink.write(new TextEncoder().encode(piece));
  answer({ responseHeaders });
  await answered;
  expect(all.connections.get("practice-agent").level.level).toBe(level);
});

test("the first refusal of a login of unknown level triggers a detection, once", async () => {
  const refused = { status: 401, login: "credentials-rejected" } as const;
  for (const index of [0, 1]) {
    const answer = send({ designator: "agents" });
    (await sentAt(index)).answer(refused);
    await answer;
  }
  const seen = { designator: "agents", resourceLevel: "company", ...refused };
  expect(all.detections).toEqual([{ connectionId: "practice-agent", refused: seen }]);

  await all.connections.setPassword("practice-agent", "another");
  const answer = send({ designator: "agents" });
  (await sentAt(2)).answer(refused);
  await answer;
  expect(all.detections).toHaveLength(2);
});

test("there is no detection if the level is known, if the resource reveals nothing, or if nothing was refused", async () => {
  const outcomes = [
    [{ designator: "/v1/elsewhere" }, { status: 401, login: "credentials-rejected" }],
    [{ designator: "agents" }, { status: 403, login: "accepted" }],
    [{ designator: "contacts" }, { status: 200, login: "accepted" }],
    [{ designator: "agents" }, { status: 401, login: "credentials-rejected" }],
  ] as const;
  for (const [index, [request, result]] of outcomes.entries()) {
    const answer = send(request);
    (await sentAt(index)).answer(result);
    await answer;
  }
  expect(all.detections).toEqual([]);
});

test("closing ends running exchanges and waits for them", async () => {
  const answer = send();
  const { options, answer: reply } = await sentAt(0);
  const closed = all.exchanges.close();
  expect(options.signal.aborted).toBe(true);
  reply({ failure: { code: "cancelled", message: "", advice: "", detail: "" } });
  await closed;
  expect((await answer).failure?.code).toBe("cancelled");
});
