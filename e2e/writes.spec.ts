import {
  chooseMethod,
  connectTo,
  isWrite,
  panel,
  rowWith,
  statusBar,
  treeItem,
  unlock,
  view,
} from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

test("while locked no write is sent, whatever the renderer asks for", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "groups").click();
  await expect(page.getByRole("grid", { name: "groups, 9 records" })).toBeVisible();
  const calls = practice.log.length;
  await chooseMethod(page, "POST");
  await expect(page.getByText("Writes are locked for Test company.")).toBeVisible();
  const send = page.getByRole("button", { name: "Review", exact: true });
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await send.click({ force: true });
  await page.keyboard.press("Control+Enter");

  // Around the interface, straight at the bridge.
  const replies = await page.evaluate(async () => {
    const connections = await window.api.listConnections({});
    if (!connections.ok) return [];
    const connectionId = connections.value.find(({ name }) => name === "Test company")?.connectionId ?? "";
    const request = { connectionId, designator: "groups/1", suffix: "", accept: "*/*", headers: [] } as const;
    const body = "group_name=Taken";
    return Promise.all(
      (["POST", "PUT", "DELETE"] as const).map((method) =>
        window.api.sendRequest({
          exchangeId: method,
          request: { ...request, method, contentType: "text/plain", body, headers: [] },
        }),
      ),
    );
  });
  expect(replies.map((reply) => !reply.ok && reply.error.code)).toEqual(Array(3).fill("writes-locked"));
  expect(practice.log).toHaveLength(calls);
});

test("a write that the catalogue does not know is shown byte for byte, then sent once and signed", async ({
  page,
  practice,
}) => {
  await connectTo(page, practice.baseUrl, "company");
  await treeItem(page, "agents").click();
  await expect(page.getByRole("grid", { name: /^agents/u })).toBeVisible();
  await unlock(page);
  await chooseMethod(page, "POST");
  await page.getByRole("textbox", { name: /body/iu }).fill("user_fname=Corner");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("POST");
  await expect(question).toContainText(`${practice.baseUrl}/v1/agents`);
  await expect(question).toContainText("user_fname=Corner");
  expect(practice.log.filter(isWrite)).toHaveLength(0);

  await question.getByRole("button", { name: "Send POST" }).click();
  await expect(statusBar(page)).toContainText("501");
  const writes = practice.log.filter(isWrite);
  expect(writes).toHaveLength(1);
  expect(writes[0]).toMatchObject({ method: "POST", target: "/v1/agents", authenticated: true, accepted: true });
});

for (const [method, address] of [
  ["PUT", "/v1/contacts/123456"],
  ["PUT", "contacts/123456?x=1"],
  ["PUT", "Contacts%2F123456.json"],
  ["DELETE", "/v1/contacts/123456"],
] as const) {
  test(`${method} ${address} goes through Review, whatever its spelling`, async ({ page, practice }) => {
    await connectTo(page, practice.baseUrl, "agent");
    await unlock(page);
    await page.keyboard.press("Control+L");
    await page.keyboard.type(address);
    await page.keyboard.press("Tab");
    await chooseMethod(page, method);
    await expect(page.getByText("This address reaches contacts/123456.")).toBeVisible();
    if (method === "PUT") await page.getByRole("textbox", { name: "contact_title", exact: true }).fill("Partner");
    await page.getByRole("button", { name: "Review", exact: true }).first().click();
    const sheet = page.getByRole("complementary", { name: "Review changes" });
    await expect(sheet).toContainText("contacts/123456");
    expect(practice.log.filter(isWrite)).toHaveLength(0);

    // Around the interface, straight at the bridge.
    const code = await page.evaluate(
      async ([verb, designator]) => {
        const connections = await window.api.listConnections({});
        const known = connections.ok ? connections.value.find(({ name }) => name === "Test agent") : undefined;
        const reply = await window.api.sendRequest({
          exchangeId: "around",
          request: {
            connectionId: known?.connectionId ?? "",
            method: verb,
            designator,
            suffix: "",
            accept: "*/*",
            contentType: "text/plain",
            headers: [],
            body: "contact_title=Taken",
          },
        });
        return reply.ok ? "sent" : reply.error.code;
      },
      [method, address] as const,
    );
    expect(code).toBe("review-needed");
    expect(practice.log.filter(isWrite)).toHaveLength(0);
  });
}

test("the requests of a commit are listed in History, with their handshakes", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "agent");
  await treeItem(page, "contacts").click();
  await unlock(page);
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: "contact_title", exact: true }).fill("Partner");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await page.getByRole("button", { name: /^Commit 1 change/u }).click();
  await expect(page.getByText("Stored as sent. Read back and compared: 1 of 1 field.")).toBeVisible();
  await page.getByRole("button", { name: "History" }).click();
  const list = page.getByRole("region", { name: "History" });
  await expect(list.getByRole("button", { name: "Handshake of PUT contacts/123456" })).toHaveCount(1);
  // Read for the form, for Review, right before the write, and after it.
  await expect(list.getByRole("button", { name: "Handshake of GET contacts/123456" }).nth(3)).toBeVisible();
  await list.getByRole("button", { name: "Handshake of PUT contacts/123456" }).click();
  await expect(panel(page, "Handshake")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tabpanel", { name: "handshake" })).toContainText("PUT /v1/contacts/123456");
  await expect(page.getByRole("tabpanel", { name: "handshake" })).toContainText("username");
  // Back at the data, the location is the form again.
  await view(page, "Table").click();
  await expect(page.getByRole("group", { name: "Form" })).toBeVisible();
  expect(practice.log.filter(isWrite)).toHaveLength(1);
});

test("the first request of all may be a write: it is not sent before it can be signed", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await unlock(page);
  await page.keyboard.press("Control+L");
  await page.keyboard.type("agents");
  await page.keyboard.press("Tab");
  await chooseMethod(page, "POST");
  await page.getByRole("textbox", { name: /body/iu }).fill("user_fname=First");
  const before = practice.log.length;
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Send POST" }).click();
  await expect.poll(() => practice.log.filter(isWrite).map(({ target }) => target)).toEqual(["/v1/agents"]);
  const sent = practice.log.slice(before);
  expect(sent.filter((request) => isWrite(request) && !request.authenticated)).toEqual([]);
  expect(sent.length).toBeLessThanOrEqual(2);
});

test("the unlocked state is visible in the whole window, and Lock now ends it", async ({ page, practice }) => {
  await connectTo(page, practice.baseUrl, "company");
  await unlock(page);
  await expect(page.locator(".window")).toHaveAttribute("data-writes", "unlocked");
  await expect(page.getByText(/1[45]:\d\d left/u)).toBeVisible();
  await page.getByRole("button", { name: "Lock now", exact: true }).click();
  await expect(page.locator(".window")).toHaveAttribute("data-writes", "locked");
});

test("every start is locked again", async ({ app, practice }) => {
  await connectTo(app.page, practice.baseUrl, "company");
  await unlock(app.page);
  await app.restart();
  await expect(app.page.getByRole("button", { name: /Read-only, unlock writes/u })).toBeVisible();
});
