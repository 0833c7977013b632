import { describe, expect, it } from "vitest";
import { describeRedirect } from "./redirect.ts";

const secure = { origin: "https://api.example.org", method: "GET", requestTarget: "/v1/contacts?page=2" };

describe("describeRedirect", () => {
  it.each([
    ["/v1/lists?x=1#top", "/v1/lists?x=1"],
    ["groups", "/v1/groups"],
    ["https://api.example.org:443/a", "/a"],
    ["?page=3", "/v1/contacts?page=3"],
    ["//api.example.org/b", "/b"],
  ])("offers %s on the same origin as %s", (location, requestTarget) => {
    expect(describeRedirect(secure, 302, location)).toMatchObject({ location, requestTarget });
  });

  /** The UTF-8 bytes of a text, one character each, as node:http and the application represent a header. */
  const wire = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

  it.each([
    ["/v1/lists/Zoë", "/v1/lists/Zo%C3%AB"],
    ["lists/Muñoz", "/v1/lists/Mu%C3%B1oz"],
    ["lists/日本?q=é#ü", "/v1/lists/%E6%97%A5%E6%9C%AC?q=%C3%A9"],
    ["?name=Zoë", "/v1/contacts?name=Zo%C3%AB"],
    ["/v1/Zo%C3%AB/Zoë 1", "/v1/Zo%C3%AB/Zo%C3%AB%201"],
    ["https://api.example.org/Zoë", "/Zo%C3%AB"],
    ["//api.example.org/😀", "/%F0%9F%98%80"],
  ])("keeps the bytes of %s", (location, requestTarget) => {
    expect(describeRedirect(secure, 302, wire(location))).toMatchObject({ location, requestTarget });
  });

  it("also keeps bytes that are not UTF-8", () => {
    const redirect = describeRedirect(secure, 302, "/v1/lists/Zo\u00eb\u0080\u00ff");
    expect(redirect).toMatchObject({
      location: "/v1/lists/Zo\u00eb\u0080\u00ff",
      requestTarget: "/v1/lists/Zo%EB%80%FF",
    });
  });

  it("resolves a host in UTF-8 to the host it names", () => {
    expect(describeRedirect(secure, 302, wire("https://müller.example/"))?.explanation).toContain(
      "https://xn--mller-kva.example",
    );
    const here = { ...secure, origin: "https://xn--mller-kva.example" };
    expect(describeRedirect(here, 302, wire("https://müller.example/ö"))?.requestTarget).toBe("/%C3%B6");
  });

  it.each([
    ["http://api.example.org/v1/contacts", "unencrypted"],
    ["https://evil.example/", "another origin"],
    ["https://api.example.org:8443/", "another origin"],
    ["https://api.example.org@evil.example/", "another origin"],
    ["javascript:alert(1)", "not followed"],
    ["https://[", "cannot be read"],
    ["", "without saying where"],
    [undefined, "without saying where"],
  ])("refuses %s", (location, reason) => {
    const redirect = describeRedirect(secure, 307, location);
    expect(redirect?.requestTarget).toBeNull();
    expect(redirect?.explanation).toContain(reason);
  });

  it.each([
    ["https://api.example.org/v1/contacts", "https://api.example.org"],
    ["https://API.example.org:8443/elsewhere", "https://api.example.org:8443"],
    ["//api.example.org/v1/contacts", null],
    ["https://other.example.org/v1/contacts", null],
    ["https://api.example.org@evil.example/", null],
    ["http://api.example.org:8080/v1/contacts", null],
  ])("of an http request to %s names the https origin of the same host: %s", (location, secureOrigin) => {
    const redirect = describeRedirect({ ...secure, origin: "http://api.example.org" }, 301, location);
    expect(redirect?.secureOrigin).toBe(secureOrigin);
    if (secureOrigin !== null) expect(redirect?.requestTarget).toBeNull();
  });

  it("reports a loop, and what a redirect of a write means", () => {
    expect(describeRedirect(secure, 301, "/v1/contacts?page=2")?.explanation).toContain("same address again");
    expect(describeRedirect({ ...secure, method: "POST" }, 303, "/v1/x")?.explanation).toContain("can be read at");
    expect(describeRedirect({ ...secure, method: "POST" }, 307, "/v1/x")?.explanation).toContain("did not handle");
  });

  it.each([200, 204, 300, 304, 401, 500])("finds none in %d", (status) => {
    expect(describeRedirect(secure, status, "/x")).toBeNull();
  });
});
