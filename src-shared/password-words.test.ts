import { expect, test } from "vitest";
import { missingPassword, type PasswordFacts } from "./password-words.ts";

const nothing = { baseUrl: "https://new.example/rezora", hasPassword: false, passwordNeeded: false } as const;

const table: readonly (readonly [PasswordFacts, string])[] = [
  [nothing, "There is no password for this connection."],
  [{ ...nothing, baseUrl: "" }, "There is no password for this connection."],
  [{ ...nothing, hasPassword: true }, ""],
  [{ ...nothing, hasPassword: true, passwordOrigin: "https://old.example" }, ""],
  [{ ...nothing, passwordNeeded: true }, "The stored password can no longer be read. Enter it again."],
  [
    { ...nothing, passwordOrigin: "https://old.example" },
    "The stored password was entered for https://old.example. It is not used for https://new.example.",
  ],
  [
    { ...nothing, baseUrl: "http://Old.example:80/", passwordOrigin: "https://old.example" },
    "The stored password was entered for https://old.example. It is not used for http://old.example.",
  ],
  [
    { ...nothing, passwordOrigin: "" },
    "It is not known which server the stored password was entered for. Enter it for https://new.example.",
  ],
  [
    { ...nothing, baseUrl: "", passwordOrigin: "https://old.example" },
    "The stored password was entered for https://old.example. It is not used for this base URL.",
  ],
];

test("the reason for a missing password is worded in one module [security: password-words]", () => {
  for (const [facts, words] of table) expect(missingPassword(facts)).toBe(words);
});
