import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { HeaderCheck } from "#shared/header-check.ts";
import type { Task } from "../../documents/task.ts";
import { findNearMiss } from "../near-miss/find-near-miss.ts";
import { describeNearMiss } from "../near-miss/words.ts";
import { readCredentials } from "../paste/credentials.ts";
import { readPaste } from "../paste/read-paste.ts";
import { prepareSubject } from "./subject.ts";
import { checkHeader } from "./check-header.ts";

const login = z.strictObject({ userName: z.string(), password: z.string() });
const file = z.strictObject({
  login,
  cases: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      what: z.string(),
      /** A login on file that differs from the usual one. */
      login: login.optional(),
      text: z.string(),
      right: z.strictObject({
        outcome: z.string().optional(),
        code: z.union([z.string(), z.array(z.string())]).optional(),
        method: z.string().optional(),
        /** Contained in the URL that was read. */
        url: z.string().optional(),
        notOutcome: z.string().optional(),
        notCode: z.string().optional(),
        passwordDiffers: z.literal(false).optional(),
        calledRight: z.literal(false).optional(),
        nearMissPasswordDiffers: z.literal(false).optional(),
      }),
    }),
  ),
});
const { login: usualLogin, cases } = file.parse(
  JSON.parse(readFileSync(new URL("cases/pastes.json", import.meta.url), "utf8")),
);

describe.each(cases)("$kind: $what", ({ id, text, login: own = usualLogin, right }) => {
  test(id, () => {
    const given = { text, method: null, url: null, nonceUse: null };
    const headerCheck = checkHeader(given, { login: own, lastChallenge: null });
    if (right.outcome !== undefined) expect(headerCheck.outcome).toBe(right.outcome);
    if (right.code !== undefined) expect([right.code].flat()).toContain(headerCheck.code);
    if (right.method !== undefined) expect(headerCheck.method).toBe(right.method);
    if (right.url !== undefined) expect(headerCheck.url).toContain(right.url);
    if (right.notOutcome !== undefined) expect(headerCheck.outcome).not.toBe(right.notOutcome);
    if (right.notCode !== undefined) expect(codesOf(headerCheck)).not.toContain(right.notCode);
    if (right.calledRight === false) {
      expect(headerCheck.outcome).not.toBe("matches");
      expect(`${headerCheck.title} ${headerCheck.explanation}`).not.toMatch(/\bright\b/iu);
    }
    if (right.passwordDiffers === false) {
      expect(codesOf(headerCheck)).not.toContain("password-differs");
      expect(codesOf(headerCheck)).not.toContain("not-reproduced");
      expect(headerCheck.rows.find(({ input }) => input === "password")?.state).not.toBe("differs");
    }
    if (right.nearMissPasswordDiffers === false) {
      const request = readPaste(text);
      if (request.authorization === null) throw new Error("no header was read");
      const one = prepareSubject(request, readCredentials(request.authorization.value), own, null, given);
      const miss = run(findNearMiss(one, []));
      expect(miss.outcome).toBe("on-file");
      expect(describeNearMiss(miss, true).title).not.toMatch(/another/u);
    }
  });
});

function codesOf({ code, defects }: HeaderCheck | ReturnType<typeof checkHeader>): string[] {
  return [code, ...defects.map((defect) => defect.code)];
}

function run<Value>(task: Task<Value>): Value {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}
