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
  "field-repeated": {
    short: "Sent more than once",
    clause: "there is more than one Authorization field",
    defect:
      "The client adds a second `Authorization` field instead of replacing the first. The field may occur once only (RFC 9110 §11.6.2): servers refuse, take the first one, or join both.",
    fix: "Send one `Authorization` field, with the Digest credentials only.",
  },
  "proxy-authorization": {
    short: "In Proxy-Authorization",
    clause: "the credentials are in `Proxy-Authorization`",
    defect: "The client answers the server as if it were a proxy. The server does not look at `Proxy-Authorization`.",
    fix: "Send the credentials in `Authorization`: `Proxy-Authorization` answers a 407 only.",
  },
  "field-misspelled": {
    short: "Another field name",
    clause: "the field has another name than `Authorization`",
    defect: "The client sends the credentials in a field that no server looks at.",
    fix: "Name the field `Authorization`, letter by letter.",
  },
  "scheme-missing": {
    short: "Without Digest in front",
    clause: "the header does not begin with `Digest`",
    defect: "The client sends the parameters without the name of the scheme, so a server cannot tell what they are.",
    fix: "Begin the value with `Digest` and a space.",
  },
  "scheme-misspelled": {
    short: "Digest is misspelled",
    clause: "the name of the scheme is misspelled",
    defect: "The client names a scheme that no server knows, or puts a separator after it.",
    fix: "Begin the value with `Digest` and a space.",
  },
  "parameter-missing": {
    short: "Not sent",
    clause: "a part of the header is missing",
    defect:
      "A header without all of `username`, `realm`, `nonce`, `uri` and `response` cannot be checked by any server.",
    fix: "Send `username`, `realm`, `nonce`, `uri` and `response`, each of them once.",
  },
  "parameter-repeated": {
    short: "Sent more than once",
    clause: "a parameter is there more than once",
    defect: "The client sends a parameter twice. Servers refuse, or take either of the two.",
    fix: "Send each parameter once.",
  },
  "separators-missing": {
    short: "Commas are missing",
    clause: "there is no comma between two parameters",
    defect:
      "The client separates parameters with something else than a comma: servers read only the first one, or refuse.",
    fix: "Put a comma between each two parameters.",
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
  "user-name-prefixed": {
    short: "With a realm or a domain",
    clause: "the user name has a realm or a domain in front of it, or after it",
    defect:
      "The client sends the user name together with a realm or a domain, as Windows writes it. The server looks up the whole of it.",
    fix: "Send the user name alone in `username`, and hash the same text.",
  },
  "name-password-swapped": {
    short: "Holds the password",
    clause: "the password stands in the place of the user name",
    defect: "User name and password were entered in each other's fields.",
    fix: "Swap the two fields, and change the password: it was sent in the clear.",
  },
  "user-name-extended": {
    short: "In username* without need",
    clause: "a plain user name is sent as `username*`",
    defect:
      "The client sends the user name as `username*`, which is only for names that `username` cannot hold (RFC 7616 §3.4). Many servers do not know it.",
    fix: "Send a name of plain letters as `username`.",
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
    defect: "The client hashes once more what is a hash already.",
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
    short: "Another part for the body",
    clause: "A2 has another part for the body than `qop` asks for",
    defect: "The client hashes the body although it sends `qop=auth`, or not as `qop=auth-int` asks for.",
    fix: "Use method and URI alone with `qop=auth`; with `qop=auth-int` add a colon and the hash of the body.",
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
  "comma-surplus": {
    short: "A comma too many",
    clause: "there is a comma too many",
    defect: "The client writes a comma that separates nothing. Lenient servers skip it, strict ones refuse.",
    fix: "Write commas only between two parameters, none at the end.",
  },
  "quotes-single": {
    short: "In single quotes",
    clause: "values are in single quotes",
    defect:
      "The client puts values in single quotes, which are letters like others in HTTP: the server takes them for a part of the value.",
    fix: 'Put values in double quotes: `username="…"`.',
  },
  "value-unquoted": {
    short: "Without quotes",
    clause: "a value lacks its quotes",
    defect:
      "The client sends a value without quotes that must have them (RFC 7616 §3.4). Strict servers refuse, others read it up to the first space.",
    fix: "Put `username`, `realm`, `nonce`, `uri`, `response`, `cnonce` and `opaque` in double quotes.",
  },
  "not-reproduced": {
    short: "Not reproduced",
    clause: "no known way of making the response gives theirs",
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
