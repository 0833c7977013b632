import type { Finding } from "./finding-words.ts";

/** Findings about the way in which the response is computed. */
export const hashFindings = {
  "letters-decomposed": {
    short: "Decomposed letters (NFD)",
    clause: "accents were hashed as separate characters (NFD)",
    defect:
      "The client hashes letters with accents as two characters each, as macOS writes them. It works until a name or a password has one.",
    fix: "Convert user name and password to composed letters (Unicode NFC) before hashing (RFC 7616 §4).",
  },
  "letters-composed": {
    short: "Composed letters (NFC)",
    clause: "the client hashes composed letters (NFC), and the login on file has decomposed ones",
    defect:
      "The client hashes composed letters, as RFC 7616 §4 asks for. The login on file was typed with decomposed ones (NFD).",
    fix: "Enter the login here again, with composed letters, and see whether the server takes it.",
  },
  "password-decoded": {
    short: "Decoded before hashing",
    clause: "percent signs in the password were decoded before it was hashed",
    defect: "The client takes the password for encoded text, as happens when the login is part of a URL.",
    fix: "Give the client the password in a field of its own, or write each `%` of it as `%25` in the URL.",
  },
  "hash-upper-case": {
    short: "Hashes in capital letters",
    clause: "hashes were hashed again in capital letters",
    defect:
      "The client writes HA1 or HA2 in capital letters before it hashes them again, so each response is another one.",
    fix: "Write HA1 and HA2 with small letters (`0` to `9`, `a` to `f`) before they are hashed again.",
  },
  "hash-encoding": {
    short: "Another encoding",
    clause: "strings were hashed in another encoding than UTF-8",
    defect: "The client hashes its strings as they are in memory, in UTF-16, or with a byte order mark in front.",
    fix: "Encode each string in UTF-8, without a byte order mark, before hashing it.",
  },
  "hash-line-ending": {
    short: "A line ending hashed as well",
    clause: "a line ending or a zero byte was hashed as well",
    defect: "The client hashes a line ending or a zero byte after the string, as `echo` adds one.",
    fix: "Hash the string alone: in a shell with `printf '%s'` instead of `echo`.",
  },
  "hash-raw": {
    short: "Not hexadecimal",
    clause: "a hash was hashed again in another form than hexadecimal",
    defect: "The client hashes the bytes of a hash, or their base64, instead of its hexadecimal digits.",
    fix: "Write each hash as hexadecimal digits in small letters before it is hashed again.",
  },
  "hash-cut": {
    short: "Hashes cut",
    clause: "hashes were cut before they were used",
    defect: "The client uses only a part of each hash.",
    fix: "Use all digits of each hash: 32 with MD5, 64 with the SHA algorithms.",
  },
  "hash-twice": {
    short: "Hashed twice",
    clause: "something was hashed twice",
    defect: "The client hashes a value that is already a hash.",
    fix: "Hash each string once, and use the password itself for A1, not its hash.",
  },
  "hash-order": {
    short: "In another order",
    clause: "the parts were hashed in another order, or with other separators",
    defect: "The client joins the parts in its own way before it hashes them.",
    fix: "Join the parts with one colon each, in the order of RFC 7616 §3.4.1.",
  },
  "hash-quotes": {
    short: "Quotes hashed as well",
    clause: "the quotes around a value were hashed as well",
    defect: "The client hashes values together with the quotes that they have in the header.",
    fix: "Hash the values without the quotes around them.",
  },
  "hash-body": {
    short: "Body hashed differently",
    clause: "A2 does not treat the body as `qop` asks for",
    defect: "The client hashes the body although it sends `qop=auth`, or does not hash it as `qop=auth-int` asks for.",
    fix: "Use method and URI alone with `qop=auth`; with `qop=auth-int` add a colon and the hash of the body.",
  },
} as const satisfies Readonly<Record<string, Finding>>;
