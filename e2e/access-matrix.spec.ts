import type { Locator, Page } from "@playwright/test";
import { practiceResources } from "#practice/resources.ts";
import { nextCopied } from "./support/clipboard.ts";
import { connect, isWrite, practiceLogin, type LevelName } from "./support/journey.ts";
import { exportAs, saveInto } from "./support/saving.ts";
import { expect, test } from "./support/test.ts";

const levels = ["agent", "company"] as const;

function cell(page: Page, name: string): Locator {
  return page.getByRole("table", { name: "Access matrix" }).getByRole("button", { name });
}

async function openMatrix(page: Page): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.type("access matrix");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toHaveText("DoctorAccess matrix");
}

/** Connections to the practice server of the test, one per level, with a gap that a test can wait for. */
async function connectBoth(page: Page, baseUrl: string, gapMs: number): Promise<void> {
  await connect(page, { name: "Oak agent", baseUrl, ...practiceLogin("agent") });
  await page.evaluate(
    async ([address, login, gap]) => {
      const [oak] = await window.api.listConnections({}).then((reply) => {
        if (!reply.ok) throw new Error(reply.error.message);
        return reply.value.filter(({ name }) => name === "Oak agent");
      });
      if (oak === undefined) throw new Error("The connection is not there.");
      await window.api.updateConnection({ connectionId: oak.connectionId, change: { gapMs: gap } });
      const copy = await window.api.duplicateConnection({ connectionId: oak.connectionId });
      if (!copy.ok) throw new Error(copy.error.message);
      const { connectionId } = copy.value;
      const change = { name: "Oak company", userName: login.userName, baseUrl: address };
      await window.api.updateConnection({ connectionId, change });
      await window.api.setPassword({ connectionId, password: login.password });
    },
    [baseUrl, practiceLogin("company"), gapMs] as const,
  );
}

async function accessOf(page: Page, level: LevelName, path: string): Promise<string> {
  const name = (await cell(page, `GET ${path}, Oak ${level}:`).getAttribute("aria-label")) ?? "";
  return name.replace(/^.*: /u, "");
}

test("a sweep fills the matrix with the server's own table, by reads only", async ({ page, practice }) => {
  await connectBoth(page, practice.baseUrl, 0);
  await openMatrix(page);
  await expect(page.getByRole("group", { name: "Connections in the matrix" }).getByRole("checkbox")).toHaveCount(4);
  await expect(
    page.getByText(/^Up to 24 GETs, one at a time\. A refusal takes two wire requests\. Writes are never tried\.$/u),
  ).toBeVisible();
  await expect(cell(page, "GET contacts, Oak agent: Documented, not tried")).toBeVisible();
  expect(practice.log).toEqual([]);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("12 allowed, 12 refused")).toBeVisible();
  for (const level of levels) {
    for (const resource of practiceResources) {
      const expected = resource.level === level ? "Allowed, 200" : "Refused, 401";
      expect(await accessOf(page, level, resource.path), `${level} ${resource.path}`).toBe(expected);
    }
  }
  expect(new Set(practice.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(practice.log).toHaveLength(38);
});

test("the arrow keys move between cells, which show their evidence; the matrix is copied", async ({
  page,
  practice,
}) => {
  await connectBoth(page, practice.baseUrl, 0);
  await openMatrix(page);
  await page.getByRole("button", { name: "Sweep", exact: true }).click();
  await expect(page.getByText("12 allowed, 12 refused")).toBeVisible();
  await cell(page, "GET contacts, Oak agent: Allowed, 200").click();
  await page.keyboard.press("ArrowDown");
  await expect(cell(page, "GET contacts/ID, Oak agent: Allowed, 200")).toBeFocused();
  const evidence = page.getByRole("table", { name: "Evidence" });
  await expect(evidence).toContainText(/GET contacts\/\d+First record of contacts, as Oak agent sees it\./u);
  await expect(evidence).toContainText("The request was handled successfully.");
  await cell(page, "GET groups/ID, Oak agent: Refused, 401").click();
  await expect(evidence).toContainText("First record of groups, as Oak company sees it.");
  await expect(evidence).toContainText("For company accounts only.");
  await cell(page, "GET contacts/ID, Oak agent: Allowed, 200").click();
  await page.keyboard.press("End");
  await expect(cell(page, "DELETE contacts/ID, Oak company: Documented, not tried")).toBeFocused();
  await expect(page.getByRole("region", { name: "Cell" })).toContainText("Writes are never tried.");
  await expect(page.getByRole("region", { name: "Documentation" })).toContainText("company");

  const copied = nextCopied(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy as Markdown" }).click();
  expect(await copied).toContain("## Oak agent (agent)");
  await expect(page.getByText("The matrix is copied as Markdown.")).toBeVisible();
});

test("the matrix is saved as a file", async ({ app, practice }) => {
  const { page } = app;
  const folder = await saveInto(app);
  await connectBoth(page, practice.baseUrl, 0);
  await openMatrix(page);
  await page.getByRole("button", { name: "Sweep", exact: true }).click();
  await expect(page.getByText("12 allowed, 12 refused")).toBeVisible();
  const csv = (await exportAs(app, folder, "Save as CSV…")).toString("utf8");
  const lines = csv.trimEnd().split("\r\n");
  expect(lines[0]).toContain("connection,account,resource");
  expect(lines.filter((line) => line.includes("Oak agent") && line.includes(",allowed,"))).not.toEqual([]);
  expect(await folder.files()).toEqual([expect.stringMatching(/^rezora-access-\d{4}-\d{2}-\d{2}\.csv$/u)]);
  expect(practice.log.filter(isWrite)).toEqual([]);
});

test("a sweep is cancelled during a gap, and keeps its results", async ({ page, practice }) => {
  await connectBoth(page, practice.baseUrl, 60_000);
  await openMatrix(page);
  await page.getByRole("button", { name: "Sweep", exact: true }).click();
  await expect(page.getByText(/2 of 24$/u)).toBeVisible();
  await page.keyboard.press("Control+.");
  await expect(page.getByText("Sweep cancelled")).toBeVisible();
  await expect(page.getByText("0 allowed, 1 refused")).toBeVisible();
  // One GET, refused: without a login and with one.
  expect(practice.log).toHaveLength(2);
});

test("responses in Explore fill the matrix, until the password changes", async ({ page, practice }) => {
  await connectBoth(page, practice.baseUrl, 0);
  await page.getByRole("treeitem", { name: /^contacts/u }).click();
  await expect(page.getByRole("grid", { name: /^contacts/u })).toBeVisible();
  await openMatrix(page);
  await cell(page, "GET contacts, Oak agent: Allowed, 200").click();
  await expect(page.getByRole("table", { name: "Evidence" })).toContainText("Request sent by hand");
  await page.evaluate(async () => {
    const reply = await window.api.listConnections({});
    const oak = reply.ok ? reply.value.find(({ name }) => name === "Oak agent") : undefined;
    await window.api.setPassword({ connectionId: oak?.connectionId ?? "", password: "other" });
  });
  await expect(cell(page, "GET contacts, Oak agent: Documented, not tried")).toBeVisible();
});
