import { connect as connectPlain, isIP } from "node:net";
import { connect, type TLSSocket, type SecureVersion } from "node:tls";
import { IdleTimeoutError } from "../../http/failure.ts";
import { readCertificate, type SeenCertificate } from "./certificate.ts";
import { asksForCertificate, protocolOf, type Protocol } from "./handshake-bytes.ts";
import { RecordingSocket } from "./recording-socket.ts";

/** What a port does when a TLS handshake begins on it. */
export interface TlsSighting {
  readonly speaks: Protocol;
  /** The certificate that the server presents; null when the handshake ended earlier. */
  readonly certificate: SeenCertificate | null;
  /** Why the certificate is not trusted, as a code of the library; empty when it is trusted. */
  readonly distrust: string;
  /** The library's own words for how the handshake failed; empty when it was completed. */
  readonly problem: string;
  /** The server asked for a client certificate. */
  readonly asksForCertificate: boolean;
}

export interface TlsPlace {
  readonly hostname: string;
  readonly port: number;
  /** How long a silence may last, in milliseconds. */
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * A server may go on sending after the handshake, and each piece restarts the time-out, so the total is limited to this
 * many time-outs.
 */
const maxTimeouts = 4;

/**
 * Performs a TLS handshake and sends nothing on the connection. The certificate is read but not trusted: nothing
 * learned here opens a connection elsewhere. Never rejects.
 *
 * @param maxVersion TLS 1.2 shows whether the server asks for a certificate of the client.
 */
export function lookAtTls(
  { hostname, port, idleTimeoutMs, signal }: TlsPlace,
  maxVersion?: SecureVersion,
): Promise<TlsSighting> {
  return new Promise((resolve) => {
    const socket = connectPlain({ host: hostname, port });
    const recorder = new RecordingSocket(socket);
    let certificate: SeenCertificate | null = null;
    let distrust = "";
    let problem = "";
    const secure: TLSSocket = connect({
      socket: recorder,
      host: hostname,
      servername: isIP(hostname) === 0 ? hostname.replace(/\.$/u, "") : "",
      rejectUnauthorized: false,
      ...(maxVersion === undefined ? {} : { maxVersion }),
    });
    const cancel = (): void => void socket.destroy();
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    socket.setTimeout(idleTimeoutMs, () =>
      socket.destroy(new IdleTimeoutError(`nothing heard for ${idleTimeoutMs} ms`)),
    );
    const timer = setTimeout(() => socket.destroy(new Error("the server did not end")), idleTimeoutMs * maxTimeouts);
    secure.on("secureConnect", () => {
      certificate = readCertificate(secure.getPeerCertificate(true));
      const error: unknown = secure.authorizationError;
      distrust = error instanceof Error ? error.message : typeof error === "string" ? error : "";
      // Announces that nothing follows. A server that wants more, such as a certificate, now reports that or closes.
      secure.end();
    });
    secure.on("error", (error: Error) => {
      problem = error.message;
    });
    // A server may send more than an alert after the handshake, and all of it has to be read before the end arrives.
    secure.resume();
    secure.on("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      socket.destroy();
      const { received } = recorder;
      resolve({
        speaks: protocolOf(received),
        certificate,
        distrust,
        problem,
        asksForCertificate: asksForCertificate(received),
      });
    });
  });
}
