import { spawn, spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { practiceAccounts } from "./accounts.ts";
import { createPracticeServer, type PracticeServer } from "./server.ts";

/** Tests the server with independent clients. Skipped where they are not installed. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const hasRequests = spawnSync("python3", ["-c", "import requests"]).status === 0;

let server: PracticeServer;
let baseUrl: string;
beforeAll(async () => {
  server = createPracticeServer();
  ({ baseUrl } = await server.start());
});
afterAll(() => server.stop());

function run(command: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { PATH: process.env["PATH"], no_proxy: "*" } });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => (output += piece));
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (errors += piece));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}: ${errors}`)),
    );
    child.stdin.end(input);
  });
}

/** For each level, a record is created, read, changed and deleted, and the other level's resources are refused. */
const journeys = [
  {
    account: practiceAccounts[0],
    collection: "lists",
    name: "list_name",
    id: "list_id",
    member: "contacts/123456",
    post: "contact_id=123456",
    foreign: "groups",
  },
  {
    account: practiceAccounts[1],
    collection: "groups",
    name: "group_name",
    id: "group_id",
    member: "agents/1234",
    post: "user_id=1234",
    foreign: "lists",
  },
] as const;

describe.skipIf(!hasCurl)("curl --digest", () => {
  test.each(journeys)("$collection", async ({ account, collection, name, id, member, post, foreign }) => {
    const curl = async (...args: readonly string[]) => {
      const login = `${account?.userName}:${account?.password}`;
      const output = await run("curl", ["-s", "--digest", "-u", login, "-w", "\n%{http_code}", ...args]);
      const cut = output.lastIndexOf("\n");
      return { body: output.slice(0, cut), status: Number(output.slice(cut + 1)) };
    };
    const write = (method: string, path: string, type: string, body: string) =>
      curl("-X", method, "-H", `Content-type: ${type}`, "--data-binary", body, `${baseUrl}/v1/${path}`);

    const created = await write("POST", `${collection}.json`, "text/plain", `${name}=By+curl`);
    expect(created.status).toBe(200);
    const newId = (JSON.parse(created.body) as readonly Record<string, string>[])[0]?.[id];
    expect(
      await write("PUT", `${collection}/${newId}`, "application/xml", `<data><${name}>Ümläut</${name}></data>`),
    ).toEqual({ status: 200, body: '"status"\r\n"200"\r\n' });
    expect((await curl(`${baseUrl}/v1/${collection}/${newId}.xml`)).body).toContain(`<${name}>Ümläut</${name}>`);
    const [kind] = member.split("/");
    expect((await write("POST", `${collection}/${newId}/${kind}`, "text/plain", post)).status).toBe(200);
    expect((await curl(`${baseUrl}/v1/${collection}/${newId}/${member}?a=b`)).status).toBe(200);
    expect((await curl("-X", "DELETE", `${baseUrl}/v1/${collection}/${newId}/${member}`)).status).toBe(200);
    expect((await curl(`${baseUrl}/v1/${collection}/${newId}/${kind}`)).status).toBe(204);
    expect((await curl("-X", "DELETE", `${baseUrl}/v1/${collection}/${newId}`)).status).toBe(200);
    expect((await curl(`${baseUrl}/v1/${foreign}`)).status).toBe(401);
    expect((await curl("-u", `${account?.userName}:wrong`, `${baseUrl}/v1/${collection}`)).status).toBe(401);
  });
});

const script = `
import json, sys, requests
from requests.auth import HTTPDigestAuth
base, user, password, collection, name, id_field, member, post, foreign = json.load(sys.stdin)
session = requests.Session()
session.trust_env = False
session.auth = HTTPDigestAuth(user, password)
url = base + "/v1/" + collection
def send(method, address, body=None, kind="application/json"):
    answer = session.request(method, address, data=body, headers={"Content-type": kind})
    statuses.append(answer.status_code)
    return answer
statuses = []
new_id = send("POST", url + ".json", json.dumps({"data": {name: "By requests"}})).json()[0][id_field]
send("PUT", url + "/" + new_id, json.dumps({"data": {name: "Zażółć"}}))
record = send("GET", url + "/" + new_id + ".json").json()[0]
kind = member.split("/")[0]
send("POST", url + "/" + new_id + "/" + kind, post, "text/plain")
send("GET", url + "/" + new_id + "/" + member)
send("DELETE", url + "/" + new_id + "/" + member)
send("GET", url + "/" + new_id + "/" + kind)
send("DELETE", url + "/" + new_id)
for _ in range(20): send("GET", url)
send("GET", base + "/v1/" + foreign)
session.auth = HTTPDigestAuth(user, "wrong")
send("GET", url)
print(json.dumps([statuses, record[name]]))
`;

describe.skipIf(!hasRequests)("python3-requests", () => {
  test.each(journeys)("$collection", async ({ account, collection, name, id, member, post, foreign }) => {
    const before = server.log.length;
    const input = [baseUrl, account?.userName, account?.password, collection, name, id, member, post, foreign];
    const [statuses, stored] = JSON.parse(await run("python3", ["-c", script], JSON.stringify(input))) as [
      readonly number[],
      string,
    ];
    expect(statuses).toEqual([
      200,
      200,
      200,
      200,
      200,
      200,
      204,
      200,
      ...Array.from({ length: 20 }, () => 200),
      401,
      401,
    ]);
    expect(stored).toBe("Zażółć");
    // The client reuses its nonce with a rising count: one challenge for 28 requests, and two for each refused one.
    expect(server.log.length - before).toBe(1 + 28 + 2 + 2);
    expect(server.log.at(-5)?.nonceCount).toBe("0000001c");
  });
});
