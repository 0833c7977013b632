/** Browsers and Node have it, but `src-shared` is compiled without its types. */
const { URL } = globalThis as unknown as { readonly URL: new (text: string) => { readonly hostname: string } };

/** Names and addresses at which the machines of a cloud reach the service that hands out their credentials. */
const metadataNames: ReadonlySet<string> = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "metadata.tencentyun.com",
  "metadata.azure.internal",
  "instance-data",
  "instance-data.ec2.internal",
]);
/** Alibaba Cloud, Oracle Cloud, Azure. The others use 169.254.0.0/16. */
const metadataIpv4: ReadonlySet<string> = new Set(["100.100.100.200", "192.0.0.192", "168.63.129.16"]);

/**
 * Whether a host is a link-local address (RFC 3927, RFC 4291 §2.5.6), the address or the name of a cloud's metadata
 * service, or an IPv6 form of such an address. No API is at such an address, and a request can reach what no other
 * computer may reach.
 *
 * @param host A name or an address, without brackets; an address may have a zone.
 */
export function isLinkLocal(host: string): boolean {
  const plain = host.toLowerCase().replace(/%.*$/u, "").replace(/\.$/u, "");
  if (metadataNames.has(plain)) return true;
  return plain.includes(":") ? isLinkLocalIpv6(plain) : isLinkLocalIpv4(plain);
}

function isLinkLocalIpv4(address: string): boolean {
  return /^169\.254\.\d{1,3}\.\d{1,3}$/u.test(address) || metadataIpv4.has(address);
}

function isLinkLocalIpv6(address: string): boolean {
  const groups = groupsOf(address);
  if (groups === null) return false;
  const [first = 0, second = 0, third = 0, , , , seventh = 0, last = 0] = groups;
  if (first >= 0xfe80 && first <= 0xfebf) return true;
  // Amazon's services inside a machine (fd00:ec2::254 is the one of its metadata), and Google's.
  if (first === 0xfd00 && second === 0xec2) return true;
  if (first === 0xfd20 && second === 0xce && last === 0x254) return true;
  // 6to4 (RFC 3056) has an IPv4 address after its prefix.
  if (first === 0x2002) return isLinkLocalIpv4(ipv4Of(second, third));
  return hasEmbeddedIpv4(groups) && isLinkLocalIpv4(ipv4Of(seventh, last));
}

/** IPv4-compatible, IPv4-mapped, IPv4-translated and NAT64 addresses (RFC 4291 §2.5.5, RFC 7915, RFC 6052, RFC 8215). */
function hasEmbeddedIpv4(groups: readonly number[]): boolean {
  const prefix = groups.slice(0, 6).join(" ");
  return (
    prefix === "0 0 0 0 0 0" ||
    prefix === `0 0 0 0 0 ${String(0xffff)}` ||
    prefix === `0 0 0 0 ${String(0xffff)} 0` ||
    prefix.startsWith(`${String(0x64)} ${String(0xff9b)} `)
  );
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
}

/** The eight groups of an IPv6 address; null where it is not one. */
function groupsOf(address: string): number[] | null {
  let compressed: string;
  try {
    compressed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  } catch {
    return null;
  }
  const [before = "", after] = compressed.split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(zeros).fill("0"), ...tail].map((group) => Number.parseInt(group, 16));
}
