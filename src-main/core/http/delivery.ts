import type { ExchangeFailure } from "#shared/http/exchange.ts";
import { headerValues } from "#shared/http/headers.ts";
import { receiveBody } from "./body.ts";
import { BodyDecoder, type DecodeEnd } from "./decode.ts";
import { displayed, expectedBytes, type LegAnswer, type WireExchange } from "./exchange.ts";
import { describeBrokenBody, describeFailure, describeStuckBody, failureCodeOf, type Reached } from "./failure.ts";
import type { ReceivedBytes } from "./send-contract.ts";

/** What became of the body of the final response. */
export interface Delivery {
  readonly body: ReceivedBytes;
  readonly failure: ExchangeFailure | null;
  readonly warnings: readonly string[];
  /** H(entity body) for qop auth-int; null when the body is incomplete or the hash is not needed. */
  readonly entityHash: string | null;
}

/** A piece of a body is stored within milliseconds, or within seconds on a failing disk. */
const maxStoringMs = 300_000;

/** Reads the final response's body into the sink. What came before a break, a cancellation or a limit is delivered. */
export async function deliverBody(exchange: WireExchange, answer: LegAnswer): Promise<Delivery> {
  const { signal, sink } = exchange.request;
  const expected = expectedBytes(answer.head);
  let keptBytes = 0;
  const decoder = new BodyDecoder(headerValues(answer.head.headers, "content-encoding"), (bytes) => {
    keptBytes += bytes.length;
    return sink.write(bytes);
  });
  const entity = answer.signature?.coversBody === true ? answer.signature.entityHash() : null;
  const stopDecoding = (): void => decoder.destroy();
  signal.addEventListener("abort", stopDecoding);
  let receivedBytes = 0;
  let isStuck = false;
  let isTaking = false;
  const watch = exchange.watch({
    what: "storing a response",
    limitMs: maxStoringMs,
    isHeld: () => !isTaking,
    onOverdue() {
      isStuck = true;
      decoder.destroy();
      answer.wire.close();
    },
  });
  const take = async (chunk: Uint8Array): Promise<void> => {
    receivedBytes += chunk.length;
    entity?.add(chunk);
    isTaking = true;
    watch.sign();
    await answer.wire.holdWhile(decoder.write(chunk));
    isTaking = false;
    // Bytes after the end of the compressed data are still counted.
    if (decoder.ended !== null && decoder.ended !== "whole") answer.wire.close();
    exchange.report("receiving", receivedBytes, expected);
  };
  try {
    exchange.report("receiving", 0, expected);
    const { status, headers } = answer.head;
    sink.begin({ status, headers: displayed(headers, answer.signature), expectedBytes: expected });
    const { complete: transferred } = await receiveBody(answer.incoming, signal, take, answer.wire.abandoned);
    const decoded = signal.aborted ? "damaged" : await answer.wire.holdWhile(decoder.end());
    const complete = transferred && decoded === "whole" && !signal.aborted;
    const reached = keptBytes > 0 ? "body" : "head";
    return {
      body: { receivedBytes, complete, expectedBytes: expected },
      failure: isStuck
        ? describeStuckBody(exchange.request.origin.server, reached)
        : failureOf(exchange, answer, decoded, reached),
      warnings: [...decoder.warnings, ...incompleteness(answer, { receivedBytes, expected, transferred, decoded })],
      entityHash: complete ? (entity?.hex() ?? null) : null,
    };
  } catch (error) {
    // The sink refused, so nothing reads the rest.
    answer.wire.close();
    throw error;
  } finally {
    signal.removeEventListener("abort", stopDecoding);
    watch.end();
    decoder.destroy();
    answer.finish();
  }
}

function failureOf(
  exchange: WireExchange,
  { wire }: LegAnswer,
  decoded: DecodeEnd,
  reached: Reached,
): ExchangeFailure | null {
  const { server } = exchange.request.origin;
  if (exchange.request.signal.aborted) return exchange.cancelled(reached);
  const place = { server, method: exchange.request.method, writeMayHaveArrived: false, reached };
  if (decoded === "too-large") return describeFailure("too-large", place, "");
  const late = failureCodeOf(wire.lateError, false);
  if (late === "timed-out") return describeBrokenBody(server, reached);
  if (late === "ended-by-application") return describeFailure(late, place, describeError(wire.lateError));
  return null;
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : "";
}

function incompleteness(
  { wire }: LegAnswer,
  end: { receivedBytes: number; expected: number | null; transferred: boolean; decoded: DecodeEnd },
): string[] {
  if (end.decoded === "too-large") return [];
  const count = end.expected === null ? `${end.receivedBytes} bytes` : `${end.receivedBytes} of ${end.expected} bytes`;
  if (end.decoded === "damaged" && (end.transferred || wire.lateError === null)) {
    return [`The compressed body is damaged or cut: what could be unpacked is shown (${count} received).`];
  }
  if (end.transferred) return [];
  const { lateError } = wire;
  const brokeRule = lateError instanceof Error && ["not-http", "broken-head"].includes(failureCodeOf(lateError, false));
  const reason = brokeRule ? `: ${lateError.message}` : "";
  return [`Incomplete: ${count} arrived before the connection ended${reason}.`];
}
