import { createHash } from "node:crypto";
import { fromWire, type WireText } from "../../digest/wire-text.ts";
import { joinA1, openSslNames, respondWith, way, type Deviation, type HashWay } from "./hash-deviation.ts";
import { partWays } from "./hash-parts.ts";

const raw = (hex: string): WireText => Buffer.from(hex, "hex").toString("latin1");
const upper = (hex: string): WireText => hex.toUpperCase();
const base64 = (hex: string): WireText => Buffer.from(hex, "hex").toString("base64");
const upperBase = { secret: upper, ha1: upper, ha2: upper };

const upperCase: readonly HashWay[] = [
  way("hash-upper-case", "HA1 and HA2 in capital letters", upperBase),
  way("hash-upper-case", "HA1 in capital letters", { secret: upper, ha1: upper }),
  way("hash-upper-case", "HA2 in capital letters", { ha2: upper }),
  way("hash-upper-case", "the session's HA1 in capital letters", { ha1: upper }),
  way("hash-upper-case", "the first hash of the session in capital letters", { secret: upper }),
  way("hash-upper-case", "the hash of the session and HA2 in capital letters", { ha1: upper, ha2: upper }),
  way("hash-upper-case", "the first hash of the session and HA2 in capital letters", { secret: upper, ha2: upper }),
];

const utf16 =
  (order: "le" | "be", mark: boolean) =>
  (bytes: WireText): WireText => {
    const encoded = Buffer.from(`${mark ? "\ufeff" : ""}${fromWire(bytes)}`, "utf16le");
    return (order === "le" ? encoded : encoded.swap16()).toString("latin1");
  };
const marked = (bytes: WireText): WireText => `\u00ef\u00bb\u00bf${bytes}`;

function inEncoding(name: string, encode: (bytes: WireText) => WireText): HashWay[] {
  return [
    way("hash-encoding", `all strings in ${name}`, { encodeA1: encode, encodeA2: encode, encodeKd: encode }),
    way("hash-encoding", `A1 in ${name}`, { encodeA1: encode }),
    way("hash-encoding", `A1 and A2 in ${name}`, { encodeA1: encode, encodeA2: encode }),
  ];
}

const encodings: readonly HashWay[] = [
  ...inEncoding("UTF-16, little endian", utf16("le", false)),
  ...inEncoding("UTF-16, big endian", utf16("be", false)),
  ...inEncoding("UTF-16, little endian, with a byte order mark", utf16("le", true)),
  ...inEncoding("UTF-16, big endian, with a byte order mark", utf16("be", true)),
  ...inEncoding("UTF-8 with a byte order mark", marked),
];

const endings = {
  "a line feed": "\n",
  "a Windows line ending": "\r\n",
  "a zero byte": "\0",
  "a carriage return": "\r",
};

const lineEndings: readonly HashWay[] = Object.entries(endings).flatMap(([name, ending]) => {
  const add = (bytes: WireText): WireText => bytes + ending;
  return [
    way("hash-line-ending", `${name} after each string`, { encodeA1: add, encodeA2: add, encodeKd: add }),
    way("hash-line-ending", `${name} after A1 and A2`, { encodeA1: add, encodeA2: add }),
    way("hash-line-ending", `${name} after A1`, { encodeA1: add }),
    way("hash-line-ending", `${name} after A2`, { encodeA2: add }),
    way("hash-line-ending", `${name} after the last string`, { encodeKd: add }),
    way("hash-line-ending", `${name} after A1 and the last string`, { encodeA1: add, encodeKd: add }),
    way("hash-line-ending", `${name} after A2 and the last string`, { encodeA2: add, encodeKd: add }),
    way("hash-line-ending", `${name} after the hashes HA1 and HA2`, { ha1: add, ha2: add }),
  ];
});

const forms: readonly HashWay[] = [
  way("hash-raw", "the first hash of the session as bytes", { secret: raw }),
  way("hash-raw", "HA1 and HA2 as bytes", { ha1: raw, ha2: raw }),
  way("hash-raw", "HA1, HA2 and the first hash of the session as bytes", { secret: raw, ha1: raw, ha2: raw }),
  way("hash-raw", "HA1 as bytes", { ha1: raw }),
  way("hash-raw", "HA2 as bytes", { ha2: raw }),
  way("hash-raw", "HA1 and HA2 in base64", { ha1: base64, ha2: base64 }),
  way("hash-raw", "HA1 in base64", { ha1: base64 }),
  way("hash-raw", "HA2 in base64", { ha2: base64 }),
  ...cuts("their first 16 digits", (hex) => hex.slice(0, 16)),
  ...cuts("16 digits from their middle", (hex) => hex.slice(8, 24)),
  ...cuts("their first 32 digits", (hex) => hex.slice(0, 32)),
  way("hash-cut", "the response as the first 32 digits of its hash", { response: (hex) => hex.slice(0, 32) }),
];

function cuts(words: string, cut: (hex: string) => string): HashWay[] {
  return [
    way("hash-cut", `HA1 and HA2 as ${words}`, { ha1: cut, ha2: cut }),
    way("hash-cut", `HA1 as ${words}`, { ha1: cut }),
    way("hash-cut", `HA2 as ${words}`, { ha2: cut }),
  ];
}

/** Ways that hash a hash again need the algorithm, so they are created per call. */
const twice: readonly HashWay[] = [
  againWay("HA1 hashed twice", (again) => ({ ha1: again })),
  againWay("HA2 hashed twice", (again) => ({ ha2: again })),
  againWay("HA1 and HA2 hashed twice", (again) => ({ ha1: again, ha2: again })),
  againWay("the response hashed twice", (again) => ({ response: again })),
  againWay("the hash of the password in its place", (again) => ({
    a1: (name, realm, password) => joinA1(name, realm, again(password)),
  })),
];

function againWay(words: string, make: (again: (text: string) => string) => Deviation): HashWay {
  return {
    code: "hash-twice",
    words,
    respond: (inputs) => {
      const name = openSslNames[inputs.algorithm.hash];
      const again = (text: string): string => createHash(name).update(text, "latin1").digest("hex");
      return respondWith(make(again), inputs);
    },
  };
}

/** All ways to try, the most likely ones first. */
export const hashWays: readonly HashWay[] = [
  ...upperCase,
  ...lineEndings,
  ...encodings,
  ...forms,
  ...twice,
  ...partWays,
];
