/** Types of TLS records and of handshake messages (RFC 8446 §4 and §5.1, RFC 5246 §7.4). */
const alertRecord = 21;
const handshakeRecord = 22;
const certificateRequest = 13;
const serverHelloDone = 14;

export type Protocol = "tls" | "http" | "other" | "nothing";

/** What a port speaks, judged by the first bytes that it sent in reply to the beginning of a TLS handshake. */
export function protocolOf(received: Uint8Array): Protocol {
  if (received.length === 0) return "nothing";
  const [type = 0, major = 0] = received;
  if ((type === alertRecord || type === handshakeRecord) && (received.length === 1 || major === 3)) return "tls";
  return Buffer.from(received.subarray(0, 5)).toString("latin1").toUpperCase() === "HTTP/" ? "http" : "other";
}

/**
 * Whether a server asked for a client certificate in a handshake up to TLS 1.2, where this is readable: later
 * versions encrypt it.
 */
export function asksForCertificate(received: Uint8Array): boolean {
  const messages = handshakeMessages(received);
  for (let at = 0; at + 4 <= messages.length;) {
    const type = messages[at];
    if (type === certificateRequest) return true;
    if (type === serverHelloDone) return false;
    at += 4 + messages.readUIntBE(at + 1, 3);
  }
  return false;
}

/** The handshake messages before encryption begins: one may span several records, or share one. */
function handshakeMessages(received: Uint8Array): Buffer {
  const bytes = Buffer.from(received);
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === handshakeRecord;) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    parts.push(bytes.subarray(at + 5, end));
    at = end;
  }
  return Buffer.concat(parts);
}
