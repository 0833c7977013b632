import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { practiceAccounts } from "./accounts.ts";
import { createPracticeServer, type PracticeServer } from "./server.ts";
import { authorize, logIn, nonceOf, send, type Reply } from "./test-client.ts";

const [agentAccount, companyAccount] = practiceAccounts;
if (agentAccount === undefined || companyAccount === undefined) throw new Error("two accounts are needed");

type Send = Awaited<ReturnType<typeof logIn>>;
let server: PracticeServer;
let baseUrl: string;
let agent: Send;
let company: Send;

beforeAll(async () => {
  server = createPracticeServer();
  ({ baseUrl } = await server.start());
  agent = await logIn(baseUrl, agentAccount);
  company = await logIn(baseUrl, companyAccount);
});
afterAll(() => server.stop());

const json = (reply: Reply) => JSON.parse(reply.text) as readonly Record<string, string>[];
const text = (body: string) => ({ headers: { "Content-type": "text/plain" }, body });

describe("headers", () => {
  const expected = ["Date", "Server", "X-Powered-By", "Set-Cookie", "Expires", "Cache-Control", "Pragma"];
  const names = (reply: Reply) => reply.rawHeaders.filter((_name, index) => index % 2 === 0);

  test("a response has exactly those of the documented sample, in its order", async () => {
    const reply = await agent("GET", "/v1/lists");
    expect(names(reply)).toEqual([...expected, "Transfer-Encoding", "Content-Type"]);
    expect(reply.headers).toMatchObject({
      server: "Apache/2.2.12 (Ubuntu)",
      "x-powered-by": "PHP/5.2.10-2ubuntu6.4",
      expires: "Thu, 19 Nov 1981 08:52:00 GMT",
      "transfer-encoding": "chunked",
      "content-type": "text/csv; charset=UTF-8",
    });
    expect(reply.headers["set-cookie"]?.[0]).toMatch(/^PHPSESSID=[0-9a-f]{32}; path=\/$/u);
  });
  test("a 401 has a challenge; a session that the client sent is not issued again", async () => {
    const reply = await send(baseUrl, "GET", "/v1/lists", { headers: { Cookie: "a=b; PHPSESSID=1" } });
    expect(reply.status).toBe(401);
    expect(names(reply)).toEqual([
      ...expected.filter((name) => name !== "Set-Cookie"),
      "WWW-Authenticate",
      "Transfer-Encoding",
      "Content-Type",
    ]);
  });
});

describe("login", () => {
  test("the response is the same for a wrong password, the other level and no login", async () => {
    const wrong = await logIn(baseUrl, { ...agentAccount, password: "wrong" });
    const replies = [
      await send(baseUrl, "GET", "/v1/groups"),
      await wrong("GET", "/v1/groups"),
      await agent("GET", "/v1/groups"),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(401);
      expect(nonceOf(reply)).toMatch(/^[0-9a-f]{13}$/u);
      expect(reply.text).toBe(replies[0]?.text);
    }
  });
  test("without a login the responses do not reveal which resources exist", async () => {
    expect((await send(baseUrl, "GET", "/v1/nothing/here")).status).toBe(401);
    expect((await send(baseUrl, "DELETE", "/v1/contacts")).status).toBe(401);
    expect((await agent("GET", "/v1/nothing/here")).status).toBe(404);
  });
  test("a replayed request is refused", async () => {
    const nonce = nonceOf(await send(baseUrl, "GET", "/v1/lists"));
    const headers = { Authorization: authorize(agentAccount, "GET", "/v1/lists", nonce, 1) };
    expect((await send(baseUrl, "GET", "/v1/lists", { headers })).status).toBe(200);
    expect((await send(baseUrl, "GET", "/v1/lists", { headers })).status).toBe(401);
  });
  test("requests outside the API get the web server's response", async () => {
    const reply = await send(baseUrl, "GET", "/");
    expect([reply.status, reply.headers["content-type"]]).toEqual([404, "text/html; charset=iso-8859-1"]);
  });
});

describe("formats", () => {
  test("the three formats hold the same records", async () => {
    const records = json(await agent("GET", "/v1/contacts.json"));
    expect(records).toHaveLength(248);
    const xml = await agent("GET", "/v1/contacts.xml", { headers: { Accept: "text/csv" } });
    expect(xml.headers["content-type"]).toBe("application/xml; charset=UTF-8");
    expect(xml.text.match(/<contact_id>(\d+)</gu)).toEqual(
      records.map((record) => `<contact_id>${record["contact_id"]}<`),
    );
    const csv = await agent("GET", "/v1/contacts");
    expect(csv.text.match(/(?<=^|\r\n)"(\d{6})"/gu)).toEqual(records.map((record) => `"${record["contact_id"]}"`));
    expect(
      (await agent("GET", "/v1/contacts", { headers: { Accept: "application/json" } })).text.startsWith("[\n {"),
    ).toBe(true);
  });
  test("errors have the requested format", async () => {
    const reply = await agent("GET", "/v1/contacts/1.json");
    expect([reply.status, reply.headers["content-type"]]).toEqual([404, "application/json; charset=UTF-8"]);
    expect(json(reply)).toEqual([{ status: "404", message: "The resource does not exist" }]);
  });
});

describe("writing", () => {
  test("the three request formats", async () => {
    const bodies: readonly (readonly [string, string])[] = [
      ["application/xml", '<?xml version="1.0"?>\n<data><list_name>Liste d\'été &amp; or</list_name></data>'],
      ["application/json", '{"data":{"list_name":"Zürich | \\"x\\""}}'],
      ["text/plain", "list_name=Plain+%2B+simple"],
    ];
    const names = ["Liste d'été & or", 'Zürich | "x"', "Plain + simple"];
    for (const [index, [type, body]] of bodies.entries()) {
      const created = await agent("POST", "/v1/lists.json", { headers: { "Content-type": type }, body });
      const id = json(created)[0]?.["list_id"];
      expect(Object.keys(json(created)[0] ?? {})).toEqual(["list_id"]);
      expect(json(await agent("GET", `/v1/lists/${id}.json`))[0]).toMatchObject({
        list_name: names[index],
        list_type: "0",
      });
      expect((await agent("DELETE", `/v1/lists/${id}`)).text).toBe('"status"\r\n"200"\r\n');
      expect((await agent("GET", `/v1/lists/${id}`)).status).toBe(404);
    }
  });
  test("names are unique, ignoring case and spaces at the ends", async () => {
    expect((await agent("POST", "/v1/lists", text("list_name=+PRIMARY+sphere+"))).status).toBe(400);
    expect((await company("POST", "/v1/groups", text("group_name=Board"))).status).toBe(400);
    expect((await company("PUT", "/v1/groups/16", text("group_name=BOARD"))).status).toBe(200);
    expect((await company("PUT", "/v1/groups/16", text("group_name=Rookies+2010"))).status).toBe(400);
  });
  test("a contact: created, changed in part, deleted", async () => {
    const body = "contact_name=Jo&contact_email=+JO%40e.example&contact_self=1&contact_unsubscribe=1&unknown=x";
    const id = json(await agent("POST", "/v1/contacts.json", text(body)))[0]?.["contact_id"];
    const path = `/v1/contacts/${id}`;
    expect((await agent("PUT", path, text("contact_title=Boss"))).status).toBe(200);
    expect(json(await agent("GET", `${path}.json`))[0]).toMatchObject({
      contact_name: "Jo",
      contact_email: "jo@e.example",
      contact_title: "Boss",
      contact_self: "0",
      contact_unsubscribe: "0",
      contact_home_zip: "",
    });
    expect((await agent("DELETE", path)).status).toBe(200);
    expect((await agent("GET", path)).status).toBe(404);
  });
  test("what fails validation, and the server's messages", async () => {
    const cases: readonly (readonly [string, string, string, string])[] = [
      ["POST", "/v1/contacts", "contact_name=Jo", "contact_email is required"],
      ["POST", "/v1/contacts", "contact_email=a@b.cc", "contact_name is required"],
      ["POST", "/v1/contacts", "contact_name=+&contact_email=a@b.cc", "contact_name is required"],
      ["PUT", "/v1/contacts/123456", "contact_email=jane@company", "contact_email is not valid"],
      ["PUT", "/v1/contacts/123456", "contact_type=Warm", "contact_type must be Hot, Active, Inactive or empty"],
      ["PUT", "/v1/contacts/123456", "contact_id=5", "No contact field was sent"],
      ["PUT", "/v1/contacts/123456", "", "No contact field was sent"],
      ["PUT", "/v1/contacts/123456", "{", "The text body is not made of name=value pairs"],
      ["POST", "/v1/lists", "list_name=", "list_name is required"],
      ["POST", "/v1/lists/43/contacts", "", "contact_id is required"],
      ["POST", "/v1/lists/43/contacts", "contact_id=1", "contact_id does not exist"],
    ];
    for (const [method, path, body, message] of cases) {
      const reply = await agent(method, `${path}.json`, text(body));
      expect([reply.status, json(reply)], `${method} ${path} ${body}`).toEqual([400, [{ status: "400", message }]]);
    }
  });
  test("a body over 1 MB fails the validation", async () => {
    const reply = await agent("POST", "/v1/lists", text(`list_name=${"x".repeat(1_048_576)}`));
    expect(reply.status).toBe(400);
  });
  test("associations: added once, read, removed", async () => {
    const created = json(await company("POST", "/v1/groups/21/agents.json", text("user_id=1234")))[0];
    expect(Object.keys(created ?? {})).toEqual(["usertogroup_id"]);
    expect((await company("POST", "/v1/groups/21/agents", text("user_id=1234"))).status).toBe(400);
    expect(json(await company("GET", "/v1/groups/21/agents/1234.json"))[0]).toMatchObject({
      ...created,
      user_id: "1234",
      group_id: "21",
    });
    expect((await company("DELETE", "/v1/groups/21/agents/1234")).status).toBe(200);
    expect((await company("DELETE", "/v1/groups/21/agents/1234")).status).toBe(404);
    expect((await company("GET", "/v1/groups/21/agents")).status).toBe(204);
  });
  test("protected records can be read only", async () => {
    const self = await agent("DELETE", "/v1/contacts/123449");
    expect([self.status, self.headers["allow"]]).toEqual([405, "GET, PUT"]);
    expect((await agent("DELETE", "/v1/lists/41")).status).toBe(405);
    const sphere = await agent("PUT", "/v1/lists/41", text("list_name=Mine"));
    expect([sphere.status, sphere.headers["allow"]]).toEqual([405, "GET"]);
  });
});

describe("statuses", () => {
  test("204 has no body", async () => {
    const reply = await agent("GET", "/v1/lists/57/contacts");
    expect([reply.status, reply.reason, reply.text]).toEqual([204, "No Content", ""]);
  });
  test("404 for ids that do not exist", async () => {
    const paths = [
      "contacts/1",
      "contacts/abc",
      "contacts/0123456",
      "lists/41/contacts/123450",
      "lists/9/contacts",
      "lists/9/contacts/123456",
      "contacts//",
    ];
    for (const path of paths) expect((await agent("GET", `/v1/${path}`)).status, path).toBe(404);
  });
});

test("deleting a collection keeps protected records", async () => {
  const own = createPracticeServer();
  const { baseUrl: ownUrl } = await own.start();
  const ownAgent = await logIn(ownUrl, agentAccount);
  const ownCompany = await logIn(ownUrl, companyAccount);
  expect((await ownAgent("DELETE", "/v1/contacts")).status).toBe(200);
  expect(json(await ownAgent("GET", "/v1/contacts.json")).map((record) => record["contact_self"])).toEqual(["1"]);
  expect((await ownAgent("DELETE", "/v1/lists")).status).toBe(200);
  expect(json(await ownAgent("GET", "/v1/lists.json")).map((record) => record["list_type"])).toEqual(["1"]);
  expect((await ownAgent("DELETE", "/v1/lists/41/contacts")).status).toBe(200);
  expect((await ownAgent("GET", "/v1/lists/41/contacts")).status).toBe(204);
  expect((await ownCompany("DELETE", "/v1/groups")).status).toBe(200);
  expect((await ownCompany("GET", "/v1/groups")).status).toBe(204);
  expect(json(await ownCompany("GET", "/v1/agents.json"))).toHaveLength(64);
  await own.stop();
});

describe("log", () => {
  test("it contains every wire request once, with its headers and its result", async () => {
    const seen: number[] = [];
    const own = createPracticeServer({ onRequest: (request) => seen.push(request.number) });
    const { baseUrl: ownUrl } = await own.start();
    const signed = await logIn(ownUrl, agentAccount);
    for (let count = 0; count < 20; count += 1) await signed("GET", "/v1/lists");
    await (
      await logIn(ownUrl, { ...agentAccount, password: "no" })
    )("POST", "/v1/lists", { headers: { "X-Odd": "é" } });
    await send(ownUrl, "GET", "/");
    expect(own.log).toHaveLength(24);
    expect(own.log.map((request) => request.number)).toEqual(Array.from({ length: 24 }, (_unused, index) => index + 1));
    expect(own.log.filter((request) => !request.authenticated).map((request) => request.status)).toEqual([
      401, 401, 404,
    ]);
    expect(own.log[20]).toMatchObject({
      method: "GET",
      target: "/v1/lists",
      accepted: true,
      userName: "practice-agent",
      nonceCount: "00000014",
      signedUri: "/v1/lists",
      status: 200,
    });
    expect(own.log[22]).toMatchObject({ method: "POST", authenticated: true, accepted: false, status: 401 });
    expect(own.log[22]?.headers.find(([name]) => name === "X-Odd")).toEqual(["X-Odd", "é"]);
    expect(seen).toHaveLength(24);
    await own.stop();
  });
});

test("a port in use is a distinguishable error", async () => {
  const { port } = new URL(baseUrl);
  await expect(createPracticeServer({ port: Number(port) }).start()).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("sizes outside 1 to 500,000 are refused", () => {
  for (const contacts of [0, -1, 1.5, 500_001, Number.NaN])
    expect(() => createPracticeServer({ contacts }), String(contacts)).toThrow(RangeError);
});
