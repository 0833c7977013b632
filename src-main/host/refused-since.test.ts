import { afterAll, beforeAll, expect, test } from "vitest";
import type { Exchange, RequestSpec } from "#shared/http/exchange.ts";
import { openPracticeBench, type PracticeBench } from "./practice-bench.ts";

let bench: PracticeBench;

beforeAll(async () => {
  bench = await openPracticeBench();
});
afterAll(() => bench.close());

const never = { signal: new AbortController().signal };
let sent = 0;

async function get(connectionId: string, designator: string): Promise<Exchange> {
  sent += 1;
  const request: RequestSpec = {
    connectionId,
    method: "GET",
    designator,
    suffix: "",
    accept: "*/*",
    contentType: "text/plain",
    headers: [],
    body: null,
  };
  return bench.core.services.sendRequest({ exchangeId: `refused-${String(sent)}`, request }, never);
}

test("if a password changes during a session, response, connection, matrix and doctor agree", async () => {
  const { services } = bench.core;
  const { connectionId } = await services.duplicateConnection({ connectionId: "practice-agent" }, never);
  await services.setPassword({ connectionId, password: "practice" }, never);
  await services.setPracticeFault({ connectionId, fault: "refused-since" }, never);
  const connectionNow = async () =>
    (await services.listConnections({}, never)).find((each) => each.connectionId === connectionId);

  expect((await get(connectionId, "contacts")).login).toBe("accepted");
  // A resource of the other level is refused from the start, which says nothing about the login.
  expect((await get(connectionId, "groups")).login).toBe("not-permitted");
  for (let count = 0; count < 2; count += 1) expect((await get(connectionId, "lists")).login).toBe("accepted");
  expect((await connectionNow())?.login).toMatchObject({ accepted: { designator: "lists" }, refused: null });

  expect((await get(connectionId, "contacts")).login).toBe("refused-since");
  const refused = await connectionNow();
  expect(refused?.login).toMatchObject({ accepted: { designator: "lists" }, refused: { designator: "contacts" } });
  expect(refused?.level.level).toBe("agent");
  // What an agent account may never use is now also refused for another reason.
  expect((await get(connectionId, "groups")).login).toBe("refused-since");

  const report = await services.diagnoseLogin({ runId: "refused", connectionId, designator: "contacts" }, never);
  const { verdict } = report;
  expect(verdict?.code).toBe("refused-since");
  expect(verdict?.title).toMatch(/^This login worked .* ago and is refused now\.$/u);
  expect(verdict?.compared.map(({ designator, status }) => [designator, status])).toEqual([
    ["lists", 200],
    ["contacts", 401],
    ["contacts", 401],
    ["agents", 401],
  ]);
  expect(verdict?.ruledOut.map(({ what }) => what)).toEqual(
    expect.arrayContaining(["Typing error", "Wrong level", "Old nonce", "Other server"]),
  );
  expect(verdict?.notRuledOut.map(({ what }) => what)).toEqual(["Password changed", "Account closed"]);
  expect((await connectionNow())?.level.level).toBe("agent");
  expect((await connectionNow())?.login?.refused).toMatchObject({ designator: "contacts" });

  const cells = (await services.getAccess({}, never)).find((each) => each.connectionId === connectionId)?.observations;
  const cell = (path: string) => cells?.find((each) => each.path === path && each.method === "GET");
  expect(cell("contacts")).toMatchObject({ status: 200, login: "accepted" });

  // The password was entered again and is still refused: that is reported instead.
  await services.setPassword({ connectionId, password: "practice" }, never);
  expect((await connectionNow())?.login).toMatchObject({ refused: null, edited: { parts: ["password"] } });
  const again = await services.diagnoseLogin({ runId: "again", connectionId, designator: "contacts" }, never);
  expect(again.verdict?.code).toBe("rejected");
  expect(again.verdict?.explanation).toMatch(
    /The password was entered again here at .*; the login before that worked/u,
  );
});

test("spaces around a password are shown to the user but not put into a ticket", async () => {
  const { services } = bench.core;
  const { connectionId } = await services.duplicateConnection({ connectionId: "practice-agent" }, never);
  await services.setPassword({ connectionId, password: "practice " }, never);
  const report = await services.diagnoseLogin({ runId: "space", connectionId, designator: "contacts" }, never);
  expect(report.verdict?.suspicions).toEqual(["The password ends with a space."]);
  expect(report.verdict?.tell).toMatch(
    /The password as we have it ends with a space\. If yours does not, .* tell us\.$/u,
  );
  expect(report.ticket).toContain("Verdict: rejected");
  expect(report.ticket).not.toContain("as we have it");
});
