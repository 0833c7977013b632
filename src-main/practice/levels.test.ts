import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resources } from "#shared/rezora/catalog.ts";
import { practiceAccounts } from "./accounts.ts";
import { practiceResources } from "./resources.ts";
import { createPracticeServer } from "./server.ts";
import { logIn } from "./test-client.ts";

const server = createPracticeServer();
const logins = new Map<string, Awaited<ReturnType<typeof logIn>>>();
beforeAll(async () => {
  const { baseUrl } = await server.start();
  for (const account of practiceAccounts) logins.set(account.level, await logIn(baseUrl, account));
});
afterAll(() => server.stop());

/** Ids that exist at the start, and a body that each write accepts. */
const ids: Readonly<Record<string, string>> = { user_id: "1234", contact_id: "123456", list_id: "43", group_id: "7" };
const target = (template: string) =>
  `/v1/${template.replace(/\{(\w+)\}/gu, (_place, name: string) => ids[name] ?? "")}`;

test("the server has the resources of the catalogue, with their levels and envelopes", () => {
  const ours = practiceResources.map(({ path, level, envelope }) => ({ path, level, envelope }));
  const theirs = resources.map(({ path, level, envelope }) => ({ path, level, envelope }));
  expect(ours).toHaveLength(12);
  expect(ours.toSorted((one, other) => one.path.localeCompare(other.path))).toEqual(
    theirs.toSorted((one, other) => one.path.localeCompare(other.path)),
  );
});

describe.each(resources)("$path", (resource) => {
  test("every method gets 401 for the other level", async () => {
    const other = logins.get(resource.level === "agent" ? "company" : "agent");
    for (const method of ["GET", "POST", "PUT", "DELETE"])
      expect((await other?.(method, target(resource.template)))?.status, method).toBe(401);
  });
  test("methods are allowed, refused or not implemented as in the catalogue", async () => {
    const own = logins.get(resource.level);
    for (const [method, { confidence }] of Object.entries(resource.methods)) {
      // An empty body fails the validation of a write, so nothing is changed; deletions are tested elsewhere.
      if (method === "DELETE" && confidence !== "absent" && confidence !== "unknown") continue;
      const status = (await own?.(method, target(resource.template)))?.status;
      if (confidence === "absent") expect(status, method).toBe(405);
      else if (confidence === "unknown") expect(status, method).toBe(501);
      else if (method !== "GET") expect(status, method).toBe(400);
    }
  });
  test("GET sends the fields of the catalogue in their order", async () => {
    const reply = await logins.get(resource.level)?.("GET", target(resource.template));
    expect(reply?.status).toBe(200);
    const header = resource.methods.GET.responseFields.map((field) => `"${field.name}"`).join("|");
    expect(reply?.text.split("\r\n")[0]).toBe(header);
  });
});
