import { BrokenHeadError } from "./failure.ts";

/** This runtime's parser refused something that the application's own rules allow. */
export function readParserError(error: Error): BrokenHeadError | null {
  if (!("code" in error) || !String(error.code).startsWith("HPE_")) return null;
  const packet = "rawPacket" in error && error.rawPacket instanceof Uint8Array ? error.rawPacket : new Uint8Array();
  const parsed = "bytesParsed" in error && typeof error.bytesParsed === "number" ? error.bytesParsed : 0;
  const reason = "reason" in error ? String(error.reason) : error.message;
  const line = Buffer.from(packet.subarray(0, parsed)).toString("latin1").split("\n").length;
  return new BrokenHeadError({ reason, line }, Buffer.from(packet).toString("latin1"));
}
