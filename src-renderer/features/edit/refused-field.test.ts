import { expect, test } from "vitest";
import { refusedField } from "./refused-field.ts";

test("the server's message is shown at the field it names, and at no other", () => {
  const message = "400: The data sent failed a validation test. The server said: “contact_email is not valid”.";
  expect(refusedField(message, "contact_email")).toBe(message);
  expect(refusedField(message, "contact_mail")).toBeNull();
  expect(refusedField("list_name2 is taken", "list_name")).toBeNull();
});
