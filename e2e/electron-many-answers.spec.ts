import { createPracticeServer } from "#practice/server.ts";
import { connectTo } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

/** Enough bytes for V8 to use its fast calls into Node, where an error ends the process. */
const answers = 60;

test("the application survives sixty large responses that are opened and closed", async ({ app }) => {
  test.setTimeout(900_000);
  const { page } = app;
  const server = createPracticeServer({ contacts: 100_000 });
  const { baseUrl } = await server.start();
  await connectTo(page, baseUrl, "agent");
  const closed = await page.evaluate(async (count) => {
    const listed = await window.api.listConnections({});
    const connectionId = listed.ok ? listed.value.at(-1)?.connectionId : undefined;
    if (connectionId === undefined) throw new Error("There is no connection.");
    const request = { connectionId, method: "GET", designator: "contacts", suffix: "json" } as const;
    const rest = { accept: null, contentType: null, headers: [], body: null };
    let sound = 0;
    for (let one = 0; one < count; one += 1) {
      const reply = await window.api.sendRequest({ exchangeId: crypto.randomUUID(), request: { ...request, ...rest } });
      const document = reply.ok ? reply.value.document : null;
      if (document?.table?.recordCount === 100_000) sound += 1;
      if (document) await window.api.closeDocument({ documentId: document.documentId });
    }
    return sound;
  }, answers);
  expect(closed).toBe(answers);
  await server.stop();
});
