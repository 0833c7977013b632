import type { Finding } from "./finding-words.ts";
import { hashFindings } from "./hash-findings.ts";
import { requestFindings } from "./request-findings.ts";

/**
 * Everything the header check can find, by stable code, most serious first: the first one found names the verdict.
 * Backticks enclose code.
 */
export const findings = {
  ...requestFindings,
  "realm-cut": {
    short: "Cut short",
    clause: "the realm is cut short",
    defect: "The client splits the challenge at each comma, so a realm with a comma in it is cut.",
    fix: "Read the challenge as quoted strings: a comma between quotes belongs to the value.",
  },
  "realm-differs": {
    short: "Another realm",
    clause: "the realm is another one",
    defect: "The client has a realm of its own written into it.",
    fix: "Take `realm` from the challenge, character by character.",
  },
  "quotes-not-escaped": {
    short: "Quotes not escaped",
    clause: "quotes inside a value are not escaped",
    defect:
      "The client copies a value with quotes in it without a backslash before each: the server reads it only up to there.",
    fix: 'Write `\\"` for each quote inside a quoted value, and `\\\\` for each backslash.',
  },
  "nonce-cut": {
    short: "Cut short",
    clause: "the nonce is cut short",
    defect: "The client splits the challenge at each `=`, so a nonce that ends with `=` is cut.",
    fix: "Split a parameter at its first `=` only.",
  },
  "nonce-differs": {
    short: "Of another challenge",
    clause: "the nonce is not the one of the challenge",
    defect: "The client answers with a nonce of an older challenge, or makes one up.",
    fix: "Take `nonce` from the challenge that is being answered, unchanged.",
  },
  "nc-decimal": {
    short: "Counted in decimal",
    clause: "nc is not hexadecimal",
    defect:
      "A client that keeps `nc` as a decimal number works nine times, then sends `00000010`. Strict servers refuse the tenth request.",
    fix: "Count `nc` in hexadecimal: after `00000009` comes `0000000a`.",
  },
  "nc-fixed": {
    short: "Never counted up",
    clause: "nc is always 1",
    defect: "The client sends `nc=00000001` with every request on the same nonce, which looks like a replay.",
    fix: "Count `nc` up with each request on the same nonce, or ask for a new nonce each time.",
  },
  "nc-miscounted": {
    short: "Another count",
    clause: "nc is another count",
    defect: "The client loses count of its requests, as happens when several of its processes share one nonce.",
    fix: "Count `nc` up by one with each request on the same nonce, in one place.",
  },
  "nc-malformed": {
    short: "Not 8 hex digits",
    clause: "nc does not have 8 hex digits",
    defect: "The client writes `nc` as a plain number.",
    fix: "Write `nc` with 8 hexadecimal digits: `00000001`.",
  },
  "nc-quoted": {
    short: "Quoted",
    clause: "nc is quoted",
    defect: "The client puts `nc` in quotes. Many servers take it, strict ones do not.",
    fix: "Send `nc` without quotes.",
  },
  "nc-missing": {
    short: "Not sent",
    clause: "nc is missing",
    defect: "With `qop` a server needs `nc` to compute the response.",
    fix: "Send `nc` whenever `qop` is sent, and hash it.",
  },
  "cnonce-missing": {
    short: "Not sent",
    clause: "cnonce is missing",
    defect: "With `qop` a server needs `cnonce` to compute the response.",
    fix: "Send a random `cnonce` whenever `qop` is sent, and hash the same one.",
  },
  "cnonce-differs": {
    short: "Signed with another one",
    clause: "another cnonce was hashed than sent",
    defect: "The client makes one `cnonce` for the hash and another one for the header.",
    fix: "Hash the same `cnonce` that is sent.",
  },
  "qop-missing": {
    short: "Offered, not sent",
    clause: "qop was offered and is missing",
    defect:
      "The client follows the oldest rules (RFC 2069), though the server offered `qop`. Servers that insist on it refuse.",
    fix: "Answer the offer with `qop=auth`, `nc` and `cnonce`, and hash all three.",
  },
  "qop-list-echoed": {
    short: "The whole list sent back",
    clause: "qop is the whole list of the offer",
    defect: "The client sends the server's list of `qop` back instead of one word of it.",
    fix: "Choose one word of the list and send and hash only that: `qop=auth`.",
  },
  "qop-differs": {
    short: "Not what was offered",
    clause: "qop is not what was offered",
    defect: "The client uses a `qop` that the server did not offer.",
    fix: "Use a word that the challenge offers: `qop=auth`.",
  },
  "algorithm-ignored": {
    short: "Ignored",
    clause: "the algorithm of the challenge was ignored",
    defect: "The client computes with one algorithm only, whatever the challenge or its own header says.",
    fix: "Compute with the algorithm that the challenge names, and send its name back.",
  },
  "algorithm-unnamed": {
    short: "Not sent back",
    clause: "the algorithm is not named",
    defect: "The client computes with the right algorithm and does not say so: a server then takes MD5.",
    fix: "Send `algorithm` back as the challenge has it.",
  },
  "algorithm-unknown": {
    short: "Unknown",
    clause: "the algorithm has a name that does not exist",
    defect: "The client sends an algorithm that no server knows.",
    fix: "Send `algorithm` back as the challenge has it: `MD5`, `SHA-256` or `SHA-512-256`.",
  },
  "charset-latin-1": {
    short: "Latin-1 instead of UTF-8",
    clause: "it was signed in Latin-1 instead of UTF-8",
    defect: "The client hashes letters outside ASCII in Latin-1. It works until a name or a password has one.",
    fix: "Encode user name and password in UTF-8 before hashing.",
  },
  "charset-utf-8": {
    short: "UTF-8 instead of Latin-1",
    clause: "it was signed in UTF-8 instead of Latin-1",
    defect:
      "The client hashes letters outside ASCII in UTF-8, and the connection is set to Latin-1 for a server that wants that.",
    fix: "Encode user name and password in Latin-1 before hashing.",
  },
  ...hashFindings,
  "opaque-dropped": {
    short: "Not sent back",
    clause: "opaque was not sent back",
    defect: "The client does not send `opaque` back. Servers that keep something in it refuse.",
    fix: "Send `opaque` back unchanged.",
  },
  "opaque-changed": {
    short: "Changed",
    clause: "opaque was changed",
    defect: "The client changes `opaque`, or sends an older one.",
    fix: "Send `opaque` back unchanged.",
  },
  "response-malformed": {
    short: "Not a hash",
    clause: "the response is not a hash of the right length",
    defect: "The response was cut, or is encoded in another way than hexadecimal.",
    fix: "Send `response` as hexadecimal digits: 32 with MD5, 64 with the SHA algorithms.",
  },
  "response-upper-case": {
    short: "In capital letters",
    clause: "the response is in capital letters",
    defect: "The client writes hashes in capital letters. Servers that compare letter by letter refuse.",
    fix: "Write all hashes with small letters, also those that are hashed again.",
  },
  "header-folded": {
    short: "Folded over several lines",
    clause: "the header is folded over several lines",
    defect:
      "The client breaks the header into lines, which is no longer allowed (RFC 9112). Some servers read the first line only.",
    fix: "Send the header on one line.",
  },
  "comma-surplus": {
    short: "One comma too many",
    clause: "there is one comma too many",
    defect: "The client writes a comma that separates nothing. Lenient servers skip it, strict ones refuse.",
    fix: "Write a comma only between two parameters, and none at the end.",
  },
  "quotes-single": {
    short: "In single quotes",
    clause: "values are in single quotes",
    defect:
      "The client puts values in single quotes, which are ordinary characters in HTTP: the server takes them as part of the value.",
    fix: 'Put values in double quotes: `username="…"`.',
  },
  "value-unquoted": {
    short: "Without quotes",
    clause: "a value lacks its quotes",
    defect:
      "The client leaves out the quotes around a value that must have them (RFC 7616 §3.4). Strict servers refuse, others read it up to the first space.",
    fix: "Put `username`, `realm`, `nonce`, `uri`, `response`, `cnonce` and `opaque` in double quotes.",
  },
  "not-reproduced": {
    short: "Not reproduced",
    clause: "no known way of computing the response gives theirs",
    defect: null,
    fix: "Compare the password on both sides first. If it is the same, compare how the program computes HA1, HA2 and the response.",
  },
  "password-differs": {
    short: "Not the one on file",
    clause: "the password is not the one on file",
    defect: null,
    fix: "Enter the password again on the customer's side, or correct the one on file. Near misses may say how the two differ.",
  },
} as const satisfies Readonly<Record<string, Finding>>;

export type FindingCode = keyof typeof findings;

/** Sorted by severity, without duplicates. */
export function byGravity(codes: readonly FindingCode[]): FindingCode[] {
  return (Object.keys(findings) as FindingCode[]).filter((code) => codes.includes(code));
}

/** The response is right nevertheless: a server may refuse the form of the header. */
export const formOnly: ReadonlySet<FindingCode> = new Set([
  "nc-quoted",
  "header-folded",
  "response-upper-case",
  "quotes-not-escaped",
  "opaque-dropped",
  "opaque-changed",
  "comma-surplus",
  "value-unquoted",
  "user-name-extended",
  "quotes-single",
  "separators-missing",
  "parameter-repeated",
  "scheme-missing",
  "scheme-misspelled",
  "field-misspelled",
  "field-repeated",
  "proxy-authorization",
]);
