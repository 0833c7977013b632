/** What well-known headers are for, in one short sentence. Keys in lower case. */
const words: Readonly<Record<string, string>> = {
  accept: "Formats the client takes. A suffix in the URI beats it.",
  "accept-encoding": "Compressions the client can undo.",
  age: "Seconds the answer lay in a cache.",
  allow: "Methods this resource takes.",
  "authentication-info": "The server's proof that it knows the password, and the next nonce.",
  authorization: "The digest answer. It proves the password without sending it.",
  "cache-control": "Whether and how long the answer may be kept.",
  connection: "What happens to the connection after the answer.",
  "content-disposition": "Suggests to save the body as a file.",
  "content-encoding": "How the body was compressed. It is undone here.",
  "content-length": "Bytes of the body on the wire.",
  "content-type": "What the body is said to be. The view goes by what it is.",
  cookie: "Given back within one exchange only; kept nowhere.",
  date: "When the server made the answer, by its own clock.",
  etag: "A mark of this version of the resource.",
  expires: "From when on the answer is stale. A date in the past means at once.",
  host: "Which server of that address is meant.",
  "keep-alive": "How long the connection stays open for another request.",
  "last-modified": "When the resource last changed.",
  location: "Another address. It is not followed by itself.",
  pragma: "An old way to forbid caches.",
  "retry-after": "How long to wait before the next try.",
  server: "The software of the server.",
  "set-cookie": "A session of the server. Its value is masked, and it is forgotten after this exchange.",
  "transfer-encoding": "The body comes in chunks, so its length is not told before.",
  "user-agent": "The software of the client.",
  vary: "Request headers that change the answer.",
  via: "Proxies on the way.",
  "www-authenticate": "The challenge: which login is asked for, and with which nonce.",
  "x-powered-by": "The language the server runs.",
};

/** Empty for headers that are not well known. */
export function explainHeader(name: string): string {
  return Object.hasOwn(words, name.toLowerCase()) ? (words[name.toLowerCase()] ?? "") : "";
}
