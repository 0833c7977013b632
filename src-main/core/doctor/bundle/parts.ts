import { bundlePartNames, bundlePartTitles, type BundlePart, type BundleRequest } from "#shared/bundle.ts";
import type { Connection } from "#shared/connection.ts";
import type { Exchange, Leg } from "#shared/http/exchange.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import type { HeaderCheck } from "#shared/header-check.ts";
import type { BackstopAct } from "../../backstop.ts";
import { mask } from "../../http/mask.ts";
import { handshakeText, verdictText } from "./readable.ts";

/** One part of a bundle, in a form for programs and a form for people. */
export interface Part {
  readonly part: BundlePart;
  readonly title: string;
  readonly data: unknown;
  readonly readable: string;
}

type Content = Omit<Part, "part" | "title">;

export interface PartSources {
  readonly connection: Connection;
  readonly versions: Readonly<Record<string, string>>;
  /** What the application itself has stopped since its start. */
  readonly acts: readonly BackstopAct[];
}

/** The chosen parts that have content. */
export function partsOf(request: BundleRequest, { connection, versions, acts }: PartSources): Part[] {
  const { report, exchange, headerCheck, parts } = request;
  const makers: Readonly<Record<BundlePart, () => Content | null>> = {
    verdict: () => report && verdictPart(report),
    handshake: () => exchange && handshakePart(exchange),
    timings: () => timingsPart(report, exchange),
    headerCheck: () => headerCheck && headerCheckPart(headerCheck),
    body: () => (exchange?.request.body ? bodyPart(exchange.request.body) : null),
    connection: () => connectionPart(connection),
    versions: () => listPart({ ...versions, ...faultsOf(acts) }),
  };
  return bundlePartNames
    .filter((part) => parts.includes(part))
    .flatMap((part) => {
      const made = makers[part]();
      return made === null ? [] : [{ part, title: bundlePartTitles[part], ...made }];
    });
}

function verdictPart(report: DoctorReport): Content {
  const { designator, startedAt, wireRequests, verdict } = report;
  // Nothing about the password is passed on, not even whether it looks odd.
  const suspicions = (verdict?.suspicions ?? []).filter((line) => line.startsWith("The user name"));
  const steps = report.steps.map(({ name, state, sentence, evidence }) => ({ name, state, sentence, evidence }));
  return {
    data: {
      designator,
      startedAt: iso(startedAt),
      wireRequests,
      verdict: verdict && { ...verdict, suspicions },
      steps,
    },
    readable: verdictText(report),
  };
}

function handshakePart(exchange: Exchange): Content {
  const { url, startedAt, status, reason, failure, login, warnings, redirect } = exchange;
  const { method, designator, suffix } = exchange.request;
  const legs = exchange.legs.map(withoutTimings);
  const request = { method, designator, suffix };
  return {
    data: { request, url, startedAt: iso(startedAt), status, reason, failure, login, warnings, redirect, legs },
    readable: handshakeText(exchange),
  };
}

function withoutTimings(leg: Leg): Omit<Leg, "timings"> {
  const { timings: _timings, ...rest } = leg;
  return rest;
}

function timingsPart(report: DoctorReport | null, exchange: Exchange | null): Content | null {
  if (report === null && exchange === null) return null;
  const steps = report && { totalMs: report.totalMs, steps: report.steps.map(({ name, ms }) => ({ name, ms })) };
  const legs = exchange && { totalMs: exchange.totalMs, legs: exchange.legs.map(({ timings }) => timings) };
  const lines = [
    ...(report ? [`Steps of the doctor: ${milliseconds(report.totalMs)}`] : []),
    ...(report?.steps ?? []).flatMap(({ name, ms }) => (ms === null ? [] : [`  ${name}: ${milliseconds(ms)}`])),
    ...(exchange ? [`Handshake: ${milliseconds(exchange.totalMs)}`] : []),
    ...(exchange?.legs ?? []).map(({ timings }, index) => `  leg ${index + 1}: ${milliseconds(timings.total)}`),
  ];
  return { data: { doctor: steps, handshake: legs }, readable: lines.join("\n") };
}

/** Without the steps of the computation and without any response, which is equivalent to a login for its nonce. */
function headerCheckPart(headerCheck: HeaderCheck): Content {
  const { outcome, code, title, explanation, understood, method, url, nonceUse, defects } = headerCheck;
  const rows = headerCheck.rows.map((row) =>
    row.masked || row.input === "response" || row.input === "password"
      ? { ...row, theirs: mask, signedAs: row.signedAs === null ? null : mask, shouldBe: mask }
      : row,
  );
  return {
    data: { outcome, code, title, explanation, understood, method, url, nonceUse, rows, defects },
    readable: headerCheck.ticket.trimEnd(),
  };
}

function bodyPart(body: string): Content {
  return { data: body, readable: body };
}

function connectionPart(connection: Connection): Content {
  const { name, label, baseUrl, apiVersion, userName, gapMs, idleTimeoutSeconds, quoteQop, extendedUserName } =
    connection;
  const latin1Login = connection.latin1Login ?? false;
  const address = { name, label, baseUrl, apiVersion, userName };
  const manner = { gapMs, idleTimeoutSeconds, quoteQop, extendedUserName, latin1Login };
  const { practice, practiceFault, hasPassword, unencrypted } = connection;
  const { level, evidence: levelEvidence } = connection.level;
  return listPart({ ...address, ...manner, practice, practiceFault, hasPassword, unencrypted, level, levelEvidence });
}

function listPart(data: Readonly<Record<string, string | number | boolean | null>>): Content {
  const lines = Object.entries(data).map(([name, value]) => `${name}: ${value === null ? "none" : String(value)}`);
  return { data, readable: lines.join("\n") };
}

/** Each is a fault of the application, so the reader of the bundle must see it next to the version. */
function faultsOf(acts: readonly BackstopAct[]): Record<string, string> {
  return Object.fromEntries(
    acts.map(({ at, what, seconds }, index) => [
      `Ended by the application itself ${String(index + 1)}`,
      `${what}, which showed no sign of life for ${String(seconds)} s, at ${iso(at) ?? "an unknown time"}`,
    ]),
  );
}

function iso(time: number): string | null {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function milliseconds(duration: number): string {
  return `${Math.round(duration)} ms`;
}
