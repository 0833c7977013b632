import type { DocumentSummary } from "#shared/documents.ts";
import type { ExchangeFailure, ExchangeProgress, Leg, LoginVerdict, RedirectTarget } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import type { Credentials } from "../connections/connections.ts";

export interface SendOptions {
  readonly origin: string;
  readonly method: string;
  readonly requestTarget: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array | null;
  readonly credentials: Credentials | null;
  readonly connectionKey: string;
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Pick<ExchangeProgress, "phase" | "receivedBytes" | "expectedBytes">) => void;
  readonly onWireRequest: () => void;
  readonly sink: BodySink | null;
}
export interface BodySink {
  start(head: { status: number; headers: readonly HeaderPair[]; expectedBytes: number | null }): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
}
export interface SendResult {
  readonly legs: Leg[];
  readonly status: number | null;
  readonly reason: string;
  readonly responseHeaders: readonly HeaderPair[];
  readonly failure: ExchangeFailure | null;
  readonly login: LoginVerdict;
  readonly warnings: string[];
  readonly redirect: RedirectTarget | null;
  readonly totalMs: number;
  readonly body: { receivedBytes: number; complete: boolean; expectedBytes: number | null };
}
export interface HttpClient {
  send(options: SendOptions): Promise<SendResult>;
  forgetSession(connectionKey: string): void;
}
export interface DocumentStore {
  open(head: { contentType: string | null; status: number; expectedBytes: number | null }): Promise<DocumentWriter>;
  close(documentId: string): Promise<void>;
}
export interface DocumentWriter {
  readonly documentId: string;
  write(chunk: Uint8Array): Promise<void>;
  finish(end: { complete: boolean }): Promise<DocumentSummary>;
}
