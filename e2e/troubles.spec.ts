import { createServer } from "node:net";
import { connect, connectTo, panel, practiceLogin, statusBar, treeItem, view } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

test("a wrong password is reported in plain words, and distinguished from the other level", async ({
  page,
  practice,
}) => {
  const { userName } = practiceLogin("agent");
  await connect(page, { name: "Wrong", baseUrl: practice.baseUrl, userName, password: "not it" });
  await treeItem(page, "contacts").click();
  // One refusal may also be due to the other level: one more automatic read decides it.
  await expect(page.getByText("The user name or the password is wrong.", { exact: true })).toBeVisible();
  await expect(statusBar(page)).toContainText("401");
  await expect(page.getByRole("region", { name: "Connection" })).toContainText("Rejected");
  expect(practice.log.map(({ target }) => target)).toEqual([
    "/v1/contacts",
    "/v1/contacts",
    "/v1/agents",
    "/v1/agents",
  ]);

  // From the message to the remedy: correct the password, send again.
  await page.getByRole("button", { name: "Edit connection…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password").fill(practiceLogin("agent").password);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Connection" })).toContainText("Agent");
});

test("an account of the other level is distinguished from a wrong password once it was proven", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "lists").click();
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
  await page.keyboard.press("Control+L");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("groups");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This account may not use company resources.")).toBeVisible();
  await expect(page.getByText("It is an agent account, proven a moment ago by lists.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Connection" })).toContainText("Agent");
});

test("a dead server: what happened, what to do, and the request stays", async ({ page }) => {
  // A port that was free a moment ago, on which nothing listens.
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
  await connect(page, { name: "Dead", baseUrl: `http://127.0.0.1:${String(port)}`, ...practiceLogin("agent") });
  await treeItem(page, "contacts").click();
  const failure = page.getByRole("alert").filter({ hasText: `127.0.0.1:${String(port)}` });
  await expect(failure).toBeVisible();
  await expect(failure.getByRole("button", { name: "Retry" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Designator contacts/u })).toBeVisible();
});

test("a folded header is read, and a warning above the data names it", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("folded-header");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await expect(page.getByText("The header X-Note was folded over 2 lines.")).toBeVisible();
});

test("a server that switches protocols unasked: the request ends, and the next one succeeds", async ({ page }) => {
  const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 23\r\n\r\nid|name\r\n1|Jane Smith\r\n";
  let requests = 0;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () =>
      socket.write(++requests === 1 ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n" : ok),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await connect(page, { name: "Switching", baseUrl: `http://127.0.0.1:${port}`, ...practiceLogin("agent") });
  await treeItem(page, "contacts").click();
  const failure = page.getByRole("alert").filter({ hasText: "switched to another protocol" });
  await expect(failure).toBeVisible();
  await failure.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("grid", { name: "contacts, 1 record" })).toBeVisible();
  server.close();
});

test("a slow response shows its first rows and its progress, and is cancelled; what had arrived is kept", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("slow");
  await treeItem(page, "contacts").click();
  const progress = page.getByRole("progressbar");
  await expect(progress).toBeVisible();
  await expect(page.getByRole("grid", { name: "contacts, arriving" })).toBeVisible();
  await expect(page.getByRole("gridcell", { name: "Harper Lindgren", exact: true })).toBeVisible();
  await expect(page.getByText(/\d KB/u).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(progress).toBeHidden();
  await expect(page.getByText(/^Incomplete/u).first()).toBeVisible();
  await expect(page.getByRole("grid", { name: /^contacts, \d+ records?$/u })).toBeVisible();
  // The socket is closed: the server noticed it, and responds to the next request.
  practice.setFault(null);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
});

test("a request to a server that never responds can be cancelled immediately", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("silent");
  await treeItem(page, "lists").click();
  await page.getByRole("button", { name: "Cancel" }).first().click();
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /cancelled/iu })).toBeVisible();
});

test("a truncated body shows its complete rows, says so, and keeps the bytes", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("truncated");
  await treeItem(page, "contacts").click();
  await expect(page.getByText(/^Incomplete: /u).first()).toBeVisible();
  const grid = page.getByRole("grid", { name: /^contacts, (\d+) records$/u });
  await expect(grid).toBeVisible();
  const [, count] = /, (\d+) records/u.exec((await grid.getAttribute("aria-label")) ?? "") ?? [];
  expect(Number(count)).toBeGreaterThan(0);
  expect(Number(count)).toBeLessThan(248);
  await view(page, "Raw").click();
  await expect(page.getByText('"contact_id"').first()).toBeVisible();
});

test("a response with a wrong content type is shown as what it is", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("wrong-type");
  await treeItem(page, "lists").click();
  await expect(page.getByText(/Declared .*looks like CSV/iu).first()).toBeVisible();
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
});

test("a PHP warning before the data is named and the data shown", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("php-warning");
  await page.keyboard.press("Control+L");
  await page.keyboard.type("lists");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "lists, 6 records" })).toBeVisible();
  await expect(page.getByText(/bytes stand before the CSV/u)).toBeVisible();
});

test("an HTML error page is shown as text and never rendered", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("html-error");
  await treeItem(page, "lists").click();
  await expect(statusBar(page)).toContainText("500");
  await expect(page.getByText("Internal Server Error").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "500 Internal Server Error" })).toHaveCount(0);
});

test("a redirect is shown and not followed; nothing goes to the other host", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("redirect");
  await treeItem(page, "lists").click();
  await expect(page.getByText(/elsewhere\.invalid/u).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Follow" })).toHaveCount(0);
  expect(practice.log).toHaveLength(2);
});

test("a redirect within the server is followed when the user chooses so, with a new signature", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("redirect-here", { resource: "lists" });
  await treeItem(page, "lists").click();
  await page.getByRole("button", { name: "Follow" }).click();
  await expect.poll(() => practice.log.at(-1)?.target).toBe("/v1/moved");
  expect(practice.log.at(-1)).toMatchObject({ signedUri: "/v1/moved", nonceCount: "00000002" });
});

test("a redirect to https on the same host: one key switches the connection, and nothing is sent", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("redirect-https");
  await treeItem(page, "lists").click();
  const secure = practice.baseUrl.replace("http:", "https:");
  await expect(page.getByText("The server asks for https on the same host.")).toBeVisible();
  const calls = practice.log.length;
  await page.getByRole("button", { name: "Use https for this connection" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(`uses ${secure} now.`)).toBeVisible();
  await expect(page.getByText("This connection uses https now.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Use https for this connection" })).toHaveCount(0);
  const listed = await page.evaluate(() => window.api.listConnections({}));
  expect(listed.ok && listed.value.map(({ baseUrl }) => baseUrl)).toContain(secure);
  expect(practice.log).toHaveLength(calls);
});

test("a response without data is reported as that", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "lists").click();
  await treeItem(page, "Past clients 2009").click();
  await expect(statusBar(page)).toContainText(/20[04]/u);
  await page.keyboard.press("Control+L");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("contacts/999999999");
  await page.keyboard.press("Enter");
  await expect(statusBar(page)).toContainText("404");
  await expect(page.getByText("The resource does not exist.").first()).toBeVisible();
});

test("gzip is decoded, and the handshake shows it", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  practice.setFault("gzip");
  await treeItem(page, "contacts").click();
  await expect(page.getByRole("grid", { name: "contacts, 248 records" })).toBeVisible();
  await panel(page, "Headers").click();
  await expect(page.getByRole("region", { name: "Answer", exact: true })).toContainText("gzip");
});
