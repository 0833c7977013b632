import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConnectionInput } from "#shared/connection.ts";
import { doctorReport } from "#shared/doctor.ts";
import { createTestAuthority, trust, type TestAuthority } from "./certificates.ts";
import { createDoctorBench, type DoctorBench } from "./doctor-bench.ts";
import type { Script } from "./scripted-server.ts";

interface DiagnosisCase {
  readonly id: string;
  readonly what: string;
  readonly server: Script;
  readonly login?: Partial<ConnectionInput>;
  readonly right: {
    readonly code?: string;
    readonly notCode?: readonly string[];
    /** One of these words appears in the verdict, and one of `saysToo`. */
    readonly says?: readonly string[];
    readonly saysToo?: readonly string[];
    readonly neverSays?: readonly string[];
  };
}

const file = new URL("diagnosis.json", import.meta.url);
const diagnosisCases = JSON.parse(await readFile(file, "utf8")) as readonly DiagnosisCase[];

let authority: TestAuthority;
let bench: DoctorBench;
let distrust: () => void;

beforeAll(async () => {
  authority = await createTestAuthority();
  distrust = trust(authority.root);
  bench = await createDoctorBench(authority);
});
afterAll(async () => {
  distrust();
  await bench.close();
});

describe("what a server can respond", () => {
  test.each(diagnosisCases)("$id: $what", async ({ server, login, right }) => {
    const report = await bench.diagnose(server, login);
    expect(doctorReport.parse(report)).toEqual(report);
    const { verdict } = report;
    const said = JSON.stringify(verdict).toLowerCase();
    const everywhere = `${said}${JSON.stringify(report.steps.map(({ sentence }) => sentence)).toLowerCase()}`;
    const has = (words: readonly string[]): boolean => words.some((word) => said.includes(word.toLowerCase()));
    expect(verdict).not.toBeNull();
    if (right.code !== undefined) expect(verdict?.code).toBe(right.code);
    for (const code of right.notCode ?? []) expect(verdict?.code).not.toBe(code);
    if (right.says !== undefined) expect(has(right.says), said).toBe(true);
    if (right.saysToo !== undefined) expect(has(right.saysToo), said).toBe(true);
    for (const word of right.neverSays ?? []) expect(everywhere).not.toContain(word.toLowerCase());
  });
});
