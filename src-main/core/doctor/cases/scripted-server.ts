import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { listen } from "../../http/loopback.ts";
import type { Certificate } from "./certificates.ts";

/** Bytes as text, one byte per character; a list repeats long parts. */
export type Bytes = string | { readonly bytes: string | readonly (string | Repeated)[] };
interface Repeated {
  readonly repeat: string;
  readonly times: number;
}

/** A server whose every byte is scripted. For tests only. */
export interface Script {
  /** The response to a request without a Digest login: the n-th of a list, whose last one repeats. */
  readonly unsigned?: Bytes | readonly Bytes[];
  /** The response to a request with a Digest login. */
  readonly signed?: Bytes | readonly Bytes[];
  /** The reply to anything that arrives. */
  readonly anything?: Bytes;
  /** The scheme of the base URL, whatever the port speaks. */
  readonly scheme?: "http" | "https";
  readonly host?: string;
  /** The port of another server that is used instead of this one. */
  readonly port?: number;
  readonly tls?: {
    readonly certificate: string;
    readonly wantsClientCertificate?: boolean;
    readonly options?: TlsOptions;
  };
  /** Nonces are issued and verified, each only on the connection that issued it. */
  readonly nonces?: { readonly boundTo: "connection" };
}

export interface ScriptedServer {
  readonly baseUrl: string;
  /** The heads of the received requests. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export const scriptedLogin = { userName: "practice-agent", password: "practice" } as const;

const realm = "Rezora API";
const refusal = (nonce: string): string =>
  `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="${realm}",qop="auth",nonce="${nonce}",opaque="e24302732637d79c61441bbe483ec0b7"\r\nContent-Length: 0\r\n\r\n`;
const records = "contact_id,first_name\r\n1,Ada\r\n";
const served = `HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: ${records.length}\r\n\r\n${records}`;

export function bytesOf(bytes: Bytes): Buffer {
  const text = typeof bytes === "string" ? bytes : bytes.bytes;
  const parts = typeof text === "string" ? [text] : text;
  return Buffer.from(
    parts.map((part) => (typeof part === "string" ? part : part.repeat.repeat(part.times))).join(""),
    "latin1",
  );
}

export async function startScriptedServer(
  script: Script,
  certificateNamed: (name: string) => Certificate,
): Promise<ScriptedServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const counts = { unsigned: 0, signed: 0 };

  function nextReply(kind: "unsigned" | "signed"): Buffer {
    const given = script[kind] ?? (kind === "unsigned" ? refusal("4c487da82df10") : served);
    const list = Array.isArray(given) ? (given as readonly Bytes[]) : [given as Bytes];
    const reply = list[Math.min(counts[kind]++, list.length - 1)];
    return bytesOf(reply ?? "");
  }

  function take(socket: Socket): void {
    const issued = new Set<string>();
    let pending = "";
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      if (script.anything !== undefined) return void socket.write(bytesOf(script.anything));
      pending += chunk.toString("latin1");
      for (let end = pending.indexOf("\r\n\r\n"); end !== -1; end = pending.indexOf("\r\n\r\n")) {
        const head = pending.slice(0, end);
        pending = pending.slice(end + 4);
        requests.push(head);
        socket.write(
          script.nonces === undefined ? nextReply(isSigned(head) ? "signed" : "unsigned") : check(head, issued),
        );
      }
    });
  }

  const { tls } = script;
  const server: Server =
    tls === undefined
      ? createServer(take)
      : createTlsServer(
          {
            ...certificateNamed(tls.certificate),
            ...tls.options,
            ...(tls.wantsClientCertificate === true ? { requestCert: true, rejectUnauthorized: true } : {}),
          },
          take,
        );
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  const port = script.port ?? (await listen(server));
  const scheme = script.scheme ?? (tls === undefined ? "http" : "https");
  return {
    baseUrl: `${scheme}://${script.host ?? "127.0.0.1"}:${String(port)}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function isSigned(head: string): boolean {
  return /^authorization: digest /imu.test(head);
}

/** Served only with a nonce that was issued on this same connection. */
function check(head: string, issued: Set<string>): Buffer {
  const value = (name: string): string => new RegExp(`\\b${name}="?([^",\\s]+)`, "u").exec(head)?.[1] ?? "";
  const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
  if (isSigned(head) && issued.has(value("nonce"))) {
    const { userName, password } = scriptedLogin;
    const [method = "", target = ""] = head.split(" ", 2);
    const parts = [
      md5(`${userName}:${realm}:${password}`),
      value("nonce"),
      value("nc"),
      value("cnonce"),
      "auth",
      md5(`${method}:${target}`),
    ];
    if (value("response") === md5(parts.join(":"))) return Buffer.from(served);
  }
  const nonce = randomBytes(8).toString("hex");
  issued.add(nonce);
  return Buffer.from(refusal(nonce));
}
