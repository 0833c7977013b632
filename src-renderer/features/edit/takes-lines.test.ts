import { expect, test } from "vitest";
import { linesOf } from "./takes-lines.ts";

const text = { kind: "text", values: [] } as const;

test.each([
  [{ ...text, name: "contact_business_street" }, "", true, true],
  [{ ...text, name: "contact_business_street2" }, "", true, true],
  [{ ...text, name: "contact_notes" }, "", true, true],
  [{ ...text, name: "contact_company" }, "Oak", true, false],
  [{ ...text, name: "contact_company" }, "Oak\r\nAsh", true, true],
  [{ kind: "email", values: [], name: "contact_email" }, "a@b.example", false, false],
  [{ kind: "email", values: [], name: "contact_email" }, "a@b.example\r", true, true],
] as const)("%j with %j takes lines: %j, is one of several: %j", (field, value, takesLines, severalLines) => {
  expect(linesOf(field, value)).toEqual({ takesLines, severalLines });
});
