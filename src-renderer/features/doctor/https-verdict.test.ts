import { expect, it } from "vitest";
import { httpsCalledFor } from "./https-verdict.ts";

it("https is suggested where the base URL begins with http, can be changed, and the port expects https", () => {
  const own = { practice: null, baseUrl: "http://oak.example:8080/base" };
  expect(httpsCalledFor(own, { code: "https-expected" })).toBe("https://oak.example:8080/base");
  expect(httpsCalledFor({ ...own, baseUrl: "HTTP://oak.example" }, { code: "https-expected" })).toBe(
    "https://oak.example",
  );
  expect(httpsCalledFor({ ...own, baseUrl: "https://oak.example" }, { code: "https-expected" })).toBeNull();
  expect(httpsCalledFor({ ...own, practice: "agent" }, { code: "https-expected" })).toBeNull();
  expect(httpsCalledFor(own, { code: "connection-lost" })).toBeNull();
});
