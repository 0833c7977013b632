import type { Finding } from "./finding-words.ts";

/** Findings about the field, the request and the user name, the most serious first. */
export const requestFindings = {
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
      "The client adds a second `Authorization` field instead of replacing the first. The field may occur only once (RFC 9110 §11.6.2): servers refuse the request, take the first one, or join both.",
    fix: "Send one `Authorization` field, with the Digest credentials only.",
  },
  "proxy-authorization": {
    short: "In Proxy-Authorization",
    clause: "the credentials are in `Proxy-Authorization`",
    defect: "The client answers the server as if it were a proxy. The server does not look at `Proxy-Authorization`.",
    fix: "Send the credentials in `Authorization`: `Proxy-Authorization` is only for a 407.",
  },
  "field-misspelled": {
    short: "Another field name",
    clause: "the field has another name than `Authorization`",
    defect: "The client sends the credentials in a field that no server looks at.",
    fix: "Name the field exactly `Authorization`.",
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
    clause: "a parameter occurs more than once",
    defect: "The client sends a parameter twice. Servers refuse the header, or take either of the two.",
    fix: "Send each parameter once.",
  },
  "separators-missing": {
    short: "Commas are missing",
    clause: "there is no comma between two parameters",
    defect:
      "The client separates parameters with something other than a comma: servers read only the first one, or refuse the header.",
    fix: "Separate the parameters with commas.",
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
    fix: "Use the very same text for the request line and for `uri`, and sign every request on its own.",
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
    clause: "the password was sent as the user name",
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
} as const satisfies Readonly<Record<string, Finding>>;
