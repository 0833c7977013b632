interface Finding {
  /** In the table, a few words. */
  readonly short: string;
  /** Within a sentence. */
  readonly clause: string;
  /** How such a client behaves; null for what is no habit of a program. */
  readonly defect: string | null;
  readonly fix: string;
}

/**
 * Everything the court can find, by stable code. The order is that of gravity: the first one found names the verdict.
 * Words in backticks are code.
 */
export const findings = {
  "authorization-missing": {
    short: "Not sent",
    clause: "no Authorization header was sent",
    defect: "The client never answers the challenge: it takes the first 401 for a refusal.",
    fix: "Switch digest authentication on in the client: it has to answer the 401 with an `Authorization: Digest` header.",
  },
  "basic-sent": {
    short: "Basic instead of Digest",
    clause: "Basic was sent instead of Digest",
    defect: "The client sends user name and password as Basic, which this API does not accept.",
    fix: "Switch the client from Basic to Digest (with curl: `--digest`), and change the password: Basic shows it to everyone on the way.",
  },
  "scheme-unknown": {
    short: "Not a Digest header",
    clause: "the header is not a Digest header",
    defect: "The client uses another way of logging in than the API asks for.",
    fix: "Use digest authentication: the header has to begin with `Digest`.",
  },
  "parameter-missing": {
    short: "Not sent",
    clause: "a part of the header is missing",
    defect:
      "A header without all of `username`, `realm`, `nonce`, `uri` and `response` cannot be checked by any server.",
    fix: "Send `username`, `realm`, `nonce`, `uri` and `response`, each of them once.",
  },
  "method-mismatch": {
    short: "Signed for another method",
    clause: "it was signed for another method",
    defect:
      "The client signs one method and sends another, as happens when a library changes the method after signing.",
    fix: "Sign the method that is sent: it is part of the response.",
  },
  "uri-lacks-query": {
    short: "The query is missing",
    clause: "the URI lost its query",
    defect: "A client that signs the path alone works until a request has a query.",
    fix: "Put the query into `uri`, exactly as in the request line.",
  },
  "uri-absolute": {
    short: "A whole URL",
    clause: "the URI is a whole URL",
    defect: "The client signs the whole URL, scheme and host included.",
    fix: "Use path and query only for `uri`, exactly as in the request line.",
  },
  "uri-encoded-differently": {
    short: "Encoded differently",
    clause: "the URI is encoded differently from the request line",
    defect: "The client signs the address before it is encoded, or encodes it twice.",
    fix: "Encode the address first, then use the very same text for the request line and for `uri`.",
  },
  "uri-lacks-path": {
    short: "The path's beginning is missing",
    clause: "the URI lost the beginning of its path",
    defect: "The client signs the path without its base, or a proxy puts one in front afterwards.",
    fix: "Use the whole path for `uri`, exactly as in the request line.",
  },
  "uri-differs": {
    short: "Another address",
    clause: "the URI is another one than in the request line",
    defect: "The client signs another address than it asks for, as happens after a redirect or behind a proxy.",
    fix: "Use the very same text for the request line and for `uri`, and sign each request anew.",
  },
  "user-name-letter-lost": {
    short: "A letter is missing",
    clause: "the user name lost a letter",
    defect: "The user name was cut or mistyped where the client keeps it.",
    fix: "Enter the user name again, all of it.",
  },
  "user-name-case": {
    short: "Capital and small letters differ",
    clause: "capital and small letters of the user name differ",
    defect: "The client changes the case of the user name; it counts.",
    fix: "Write the user name exactly as it was given out.",
  },
  "user-name-blank": {
    short: "A blank too many",
    clause: "the user name has a blank or an invisible character too many",
    defect: "A blank or an invisible character came along when the user name was pasted into the client.",
    fix: "Type the user name into the client instead of pasting it.",
  },
  "name-password-swapped": {
    short: "Holds the password",
    clause: "the password stands in the place of the user name",
    defect: "User name and password were entered in each other's fields.",
    fix: "Swap the two fields, and change the password: it was sent in the clear.",
  },
  "user-name-differs": {
    short: "Another user name",
    clause: "the user name is another one",
    defect: null,
    fix: "Use the user name of this login, or check against the login that the customer means.",
  },
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
  "password-differs": {
    short: "Not the one on file",
    clause: "the password is not the one on file",
    defect: null,
    fix: "Enter the password again on the customer's side, or correct the one on file. Near misses may say how the two differ.",
  },
} as const satisfies Readonly<Record<string, Finding>>;

export type FindingCode = keyof typeof findings;

/** Sorted by gravity, each but once. */
export function byGravity(codes: readonly FindingCode[]): FindingCode[] {
  return (Object.keys(findings) as FindingCode[]).filter((code) => codes.includes(code));
}

/** The response is right all the same: it is the header's form that a server may refuse. */
export const formOnly: ReadonlySet<FindingCode> = new Set([
  "nc-quoted",
  "header-folded",
  "response-upper-case",
  "quotes-not-escaped",
  "opaque-dropped",
  "opaque-changed",
]);
