/**
 * A request to try the header check with: signed with the login of the practice agent by a client that leaves the query out
 * of `uri` and counts in decimal. Its nonce is invented, so the live response in it opens nothing.
 */
export const headerCheckExample = {
  nonceUse: 10,
  text: `GET /v1/contacts.json?since=2010-07-01 HTTP/1.1
Host: api.rezora.com
User-Agent: OakSync/1.3
Authorization: Digest username="practice-agent", realm="Rezora API", nonce="4c487da82df10", uri="/v1/contacts.json", qop=auth, nc=00000010, cnonce="MjMxATNz4fQe", response="d7b7bc28b70adb12b4896e1c8320bf7e", opaque="e24302732637d79c61441bbe483ec0b7"
Accept: application/json
Content-type: text/plain
`,
} as const;
