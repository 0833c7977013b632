import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, practiceLogin } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

interface Served {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const served: Readonly<Record<string, Served>> = {
  "/v1/gone.json": { status: 404, body: "The resource does not exist." },
  "/v1/contacts": { status: 405, body: "This method is not allowed here.", headers: { Allow: "PUT, DELETE" } },
  "/v1/later.json": { status: 501, body: "The method is not implemented." },
  "/v1/often.json": { status: 429, body: "Slow down.", headers: { "Retry-After": "120" } },
  "/v1/lists": { status: 204, body: "" },
};

let server: Server;
let baseUrl: string;

test.beforeEach(async () => {
  server = createServer(({ url = "", headers }, response) => {
    if (headers.authorization === undefined) {
      response.setHeader("WWW-Authenticate", 'Digest realm="Rezora API", nonce="4c487da82df10", qop="auth"');
      response.writeHead(401).end();
      return;
    }
    const { status, body, headers: more } = served[url] ?? { status: 500, body: `nothing is served at ${url}` };
    response.writeHead(status, { ...(body === "" ? {} : { "Content-Type": "text/plain" }), ...more }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
test.afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("the server's message is shown together with what to try next", async ({ page }) => {
  const { userName, password } = practiceLogin("agent");
  await connect(page, { name: "Oak", baseUrl, userName, password });
  const open = async (designator: string): Promise<void> => {
    await page.keyboard.press("Control+L");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(designator);
    await page.keyboard.press("Enter");
  };
  const notice = page.getByRole("alert");
  const rows = [
    ["/v1/gone.json", "The resource does not exist.", "Check the designator and the ids in it."],
    ["contacts", "This method is not allowed here.", "The server allows PUT and DELETE. Docs lists the methods"],
    ["/v1/later.json", "The method is not implemented.", "It may come in a later release of the API."],
    ["/v1/often.json", "Slow down.", "Wait 2 minutes, as the server asks, then send again."],
  ] as const;
  for (const [designator, words, next] of rows) {
    await open(designator);
    await expect(notice).toContainText(`The server said: “${words}”`);
    await expect(notice).toContainText(next);
  }
  await open("lists");
  await expect(page.getByText("204: this account has no lists. Not an error: the resource exists")).toBeVisible();
});
