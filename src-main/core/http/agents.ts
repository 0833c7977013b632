import { Agent as HttpAgent, type ClientRequestArgs } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import { connectToHost, type Connecting } from "./connect.ts";

/** The options of a request, with the connection attempt it waits for. */
export interface ConnectingOptions {
  readonly connecting: Connecting;
}

type OnCreated = (error: Error | null, stream: Duplex) => void;

/** An agent that connects to every address of a host. */
export class PlainAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs, onCreated?: OnCreated): undefined {
    connectToHost(hostOf(options), Number(options.port), connectingOf(options), (error, socket) => {
      report(onCreated, error, socket);
    });
  }
}

/** The same over TLS. */
export class SecureAgent extends HttpsAgent {
  override createConnection(options: ClientRequestArgs, onCreated?: OnCreated): undefined {
    connectToHost(hostOf(options), Number(options.port), connectingOf(options), (error, socket) => {
      // The TLS handshake is node:https's own, which remembers sessions. It runs over the socket already connected.
      const secure =
        socket === null ? null : (super.createConnection({ ...options, socket } as ClientRequestArgs) ?? null);
      report(onCreated, error, secure);
    });
  }
}

function report(onCreated: OnCreated | undefined, error: Error | null, stream: Duplex | null): void {
  if (stream !== null) onCreated?.(null, stream);
  // Node declares the stream as always present, but it can be missing.
  else (onCreated as ((error: Error) => void) | undefined)?.(error ?? new Error("no connection"));
}

function hostOf({ host }: ClientRequestArgs): string {
  return host ?? "localhost";
}

function connectingOf(options: ClientRequestArgs): Connecting {
  if ("connecting" in options) return (options as ConnectingOptions).connecting;
  throw new Error("nothing waits for the connection of this request");
}
