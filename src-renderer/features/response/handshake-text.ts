import type { Exchange, Leg } from "#shared/http/exchange.ts";
import { formatAmount, formatDuration } from "./format.ts";
import {
  derivationSteps,
  legsSentence,
  mask,
  originNames,
  purposeNames,
  requestLine,
  signedLeg,
  statusLine,
} from "./handshake-words.ts";

/** The whole handshake as plain text for a ticket. Secrets are already masked when they reach the renderer. */
export function handshakeText(exchange: Exchange, connectionName: string): string {
  const { legs, url, request, totalMs, startedAt, failure } = exchange;
  const at = new Date(startedAt).toISOString().replace("T", " ").slice(0, 19);
  const head = [
    `${request.method} ${url}`,
    `Connection: ${connectionName}`,
    `${at} UTC, ${formatAmount(legs.length, "wire request")}, ${formatDuration(totalMs)}`,
    legsSentence(exchange),
    ...(failure ? [`Failed: ${failure.message}`] : []),
  ];
  return [head.join("\n"), ...legs.map(legText), ...digestText(legs)].join("\n\n").concat("\n");
}

function legText(leg: Leg, index: number): string {
  const outcome = leg.status === null ? "no answer" : String(leg.status);
  const status = statusLine(leg);
  return [
    `Leg ${index + 1}: ${purposeNames[leg.purpose]} (${outcome}, ${formatDuration(leg.timings.total)})`,
    `> ${requestLine(leg)}`,
    ...leg.requestHeaders.map(([name, value]) => `> ${name}: ${value}`),
    ...(leg.requestBodyBytes > 0 ? [`> (${formatAmount(leg.requestBodyBytes, "byte")} of body)`] : []),
    ...(status === "" ? [] : [`< ${status}`]),
    ...leg.responseHeaders.map(([name, value]) => `< ${name}: ${value}`),
  ].join("\n");
}

function digestText(legs: readonly Leg[]): string[] {
  const signed = signedLeg(legs);
  if (signed === null) return [];
  const { parameters, derivation } = signed.digest;
  const width = Math.max(...parameters.map(({ name }) => name.length));
  const named = parameters.map(
    ({ name, value, origin, note }) => `  ${name.padEnd(width)}  ${value ?? mask}  (${originNames[origin]}; ${note})`,
  );
  const steps = derivationSteps(derivation).map(
    ({ name, hash, formula, result }) => `  ${name} = ${hash}( ${formula.join(" : ")} ) = ${result ?? mask}`,
  );
  const check = derivation.selfChecked
    ? "  Computed twice by independent code: equal."
    : "  Not computed a second time.";
  return [
    [`Parameters of leg ${signed.number}, in the order sent`, ...named].join("\n"),
    ["How the response is made", ...steps, check].join("\n"),
  ];
}
