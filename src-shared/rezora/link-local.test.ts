import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBaseUrl } from "./base-url.ts";
import { isLinkLocal } from "./link-local.ts";

const linkLocal = [
  "169.254.169.254",
  "169.254.0.0",
  "169.254.255.255",
  "fe80::1",
  "FE80::1%eth0",
  "febf:ffff::1",
  "fd00:ec2::254",
  "FD00:0EC2:0:0:0:0:0:254",
  "fd20:ce::254",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "0:0:0:0:0:ffff:a9fe:a9fe",
  "::169.254.169.254",
  "::ffff:0:169.254.169.254",
  "64:ff9b::169.254.169.254",
  "64:ff9b:1::a9fe:a9fe",
  "2002:a9fe:a9fe::1",
  "::ffff:100.100.100.200",
  "100.100.100.200",
  "192.0.0.192",
  "168.63.129.16",
  "metadata.google.internal",
  "Metadata.Google.Internal.",
  "metadata",
  "instance-data",
];
const others = [
  "127.0.0.1",
  "::1",
  "::",
  "10.0.0.1",
  "192.168.1.1",
  "169.253.255.255",
  "169.255.0.1",
  "100.100.100.201",
  "fd00::1",
  "fec0::1",
  "fe7f::1",
  "2001:db8::a9fe:a9fe",
  "::ffff:127.0.0.1",
  "2002:7f00:1::",
  "api.rezora.com",
  "metadata.example.com",
  "169.254.169.254.example.com",
  "localhost",
];

test("link-local and metadata addresses are known in every form [security: metadata-address-spellings]", () => {
  expect(linkLocal.filter((host) => !isLinkLocal(host))).toEqual([]);
  expect(others.filter(isLinkLocal)).toEqual([]);
});

/** Spellings that a URL parser of a browser turns into 169.254.169.254. */
const browserSpellings = [
  "2852039166",
  "0xa9fea9fe",
  "0251.0376.0251.0376",
  "0xa9.0xfe.0xa9.0xfe",
  "169.16689662",
  "169.254.43518",
  "169.254.169.254.",
  "0xA9FE.43518",
  "169.0376.0xa9fe",
  "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
  "１６９.254.169.254",
  "169。254。169。254",
  "169.254.169%2e254",
  "[::ffff:169.254.169.254]",
  "[0:0:0:0:0:FFFF:A9FE:A9FE]",
  "[::FFFF:a9fe:a9fe]",
];

test("no spelling of a metadata address gets into a base URL without being known as one [security: metadata-address-spellings]", () => {
  for (const host of browserSpellings) {
    const parsed = parseBaseUrl(`http://${host}/latest`);
    expect([host, parsed.ok && !isLinkLocal(parsed.value.host)]).toEqual([host, false]);
  }
});

test("every address of 169.254.0.0/16 is known, in its IPv4 form and mapped to IPv6 [security: metadata-address-spellings]", () => {
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), (third, fourth) => {
      const address = `169.254.${String(third)}.${String(fourth)}`;
      return isLinkLocal(address) && isLinkLocal(`::ffff:${address}`);
    }),
  );
});
