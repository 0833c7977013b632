import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { verifyAuthorization } from "../digest/self-check.ts";
import { createBench } from "./bench.ts";
import { response, testCredentials } from "./loopback.ts";

const bench = createBench();
const { recovered, refused } = z
  .object({
    recovered: z.array(z.object({ id: z.string(), title: z.string(), fields: z.array(z.string()) })),
    refused: z.array(z.object({ title: z.string(), field: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL("../digest/cases/damaged-challenges.json", import.meta.url), "utf8")));

/** Folded lines are the concern of the head reader and are tested there. */
const onOneLine = (field: string): boolean => !/[\r\n\0]/u.test(field);

describe("a damaged challenge on the wire", () => {
  it.each(recovered.filter(({ fields }) => fields.every(onOneLine)))(
    "$id, $title, ends with a login and a warning",
    async ({ fields }) => {
      const lines = fields.map((field) => `WWW-Authenticate: ${field}`);
      const server = await bench.start((request, socket) => {
        const authorization = request.headers.find(([name]) => name === "Authorization")?.[1] ?? "";
        const { method, target } = request;
        const signed = { authorization, method, requestTarget: target, body: new Uint8Array() };
        const proven = request.login !== null && verifyAuthorization(signed, testCredentials);
        socket.write(proven ? response("200 OK", "ok") : response("401 Unauthorized", "", ...lines), "latin1");
      });
      const { result } = await bench.send(server.origin);
      expect(result).toMatchObject({ status: 200, login: "accepted" });
      expect(result.warnings).toEqual([expect.stringContaining("was read all the same")]);
      for (const sentence of result.legs[0]?.challengeDamage ?? []) expect(result.warnings[0]).toContain(sentence);
      expect(result.legs.map(({ challengeDamage }) => challengeDamage === undefined)).toEqual([false, true]);
      // The nonce is remembered, and the warning is not repeated for further responses.
      expect((await bench.send(server.origin)).result.warnings).toEqual([]);
    },
  );

  it.each(refused.filter(({ field }) => onOneLine(field)))("is not answered: $title", async ({ field }) => {
    const server = await bench.play(response("401 Unauthorized", "", `WWW-Authenticate: ${field}`));
    const { result } = await bench.send(server.origin);
    expect(result).toMatchObject({ status: 401, login: "malformed-challenge", warnings: [] });
    expect(server.requests).toHaveLength(1);
  });
});
