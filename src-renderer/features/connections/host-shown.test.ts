import { expect, test } from "vitest";
import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { hostOf } from "./connection-words.ts";

const shownHost = (baseUrl: string): string => hostOf({ baseUrl, practice: null, practiceFault: null });

test("a host is shown in its ASCII form, in which no letter looks like another [security: unseen-in-hosts]", () => {
  expect(shownHost("https://\u0440\u0430\u0443\u0440\u0430\u04cf.example")).toMatch(/^xn--[a-z0-9]+\.example$/u);
  expect(shownHost("https://m\u00fcller.example/rezora")).toBe("xn--mller-kva.example/rezora");
  expect(shownHost("https://\uff41pi.rezora.com")).toBe("api.rezora.com");
  expect(shownHost("https://api.rezora.com")).toBe("api.rezora.com");
  // A host that mixes scripts or hides a character never becomes part of a base URL.
  expect(parseBaseUrl("https://\u0430pi.rezora.com").ok).toBe(false);
  expect(parseBaseUrl("https://api\u200b.rezora.com").ok).toBe(false);
  expect(parseBaseUrl("https://api\u202e.rezora.com").ok).toBe(false);
});
