import { expect, test } from "vitest";
import { canonicalOrigin } from "./canonical-origin.ts";

const spellings: Readonly<Record<string, readonly string[]>> = {
  "https://api.example.com": [
    "https://api.example.com",
    "https://API.Example.COM",
    "HTTPS://api.example.com:443",
    "https://api.example.com:0443/",
    "https://api.example.com./rezora",
    " https://api.example.com/a/b/ ",
  ],
  "http://api.example.com": ["http://api.example.com:80", "http://api.example.com./"],
  "http://api.example.com:443": ["http://api.example.com:443"],
  "https://api.example.com:8443": ["https://api.example.com:8443/rezora", "https://API.example.com.:8443"],
  "https://xn--mller-kva.example": [
    "https://müller.example",
    "https://MÜLLER.example",
    "https://xn--mller-kva.example",
  ],
  "http://[::1]:8080": ["http://[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080", "http://[0000::0001]:8080/rezora"],
  "http://[2001:db8::a]": ["http://[2001:DB8:0:0::000A]", "http://[2001:db8::a]:80"],
  "http://[::ffff:7f00:1]": ["http://[::ffff:127.0.0.1]", "http://[0:0:0:0:0:ffff:7f00:0001]"],
};

test("every spelling of one server has one origin, and two servers have two", () => {
  for (const [origin, texts] of Object.entries(spellings)) {
    expect(texts.map(canonicalOrigin)).toEqual(texts.map(() => origin));
    expect(canonicalOrigin(origin)).toBe(origin);
  }
});

test("a text that is not a base URL does not have an origin", () => {
  for (const text of ["", "api.example.com", "ftp://a", "practice:", "https://a@b", "http://2130706433", "https://a?b"])
    expect(canonicalOrigin(text)).toBeNull();
});
