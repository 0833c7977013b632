import { expect, it } from "vitest";
import type { Connection } from "#shared/connection.ts";
import type { Verdict } from "#shared/doctor.ts";
import { canSwitchToHttps } from "./switch-to-https.ts";

const can = (connection: Pick<Connection, "practice" | "baseUrl">, code: Verdict["code"]): boolean =>
  canSwitchToHttps(connection as Connection, { code } as Verdict);

it("is offered where the base URL begins with http, can be changed, and the port expects https", () => {
  const own = { practice: null, baseUrl: "http://oak.example" };
  expect(can(own, "https-expected")).toBe(true);
  expect(can({ ...own, baseUrl: "HTTP://oak.example" }, "https-expected")).toBe(true);
  expect(can({ ...own, baseUrl: "https://oak.example" }, "https-expected")).toBe(false);
  expect(can({ ...own, practice: "agent" }, "https-expected")).toBe(false);
  expect(can(own, "connection-lost")).toBe(false);
});
