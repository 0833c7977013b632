import type { Connection } from "#shared/connection.ts";
import type { Method, RequestSpec } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import { missingPassword } from "#shared/password-words.ts";
import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { methodOverrideOf } from "#shared/rezora/method-override.ts";
import { isLinkLocal } from "#shared/rezora/link-local.ts";
import { matchDesignator, requestTarget } from "#shared/rezora/uri.ts";
import { CallError } from "../call-error.ts";
import type { Connections, Login } from "../connections/connections.ts";
import type { LevelObservation } from "../connections/level.ts";
import { checkUserName } from "../digest/user-name.ts";
import { checkOrigin } from "../http/bound-credentials.ts";
import { checkHeaders } from "../http/header-check.ts";
import { linkLocalNotAcknowledged } from "../http/link-local-refusal.ts";
import { parseOrigin } from "../http/origin.ts";
import type { SeenSecrets } from "../http/seen-secrets.ts";
import type { HttpClient, SendOptions, SendResult } from "../http/send-contract.ts";
import { levelQuestions } from "./detect-level.ts";
import type { MeterStore } from "./meter.ts";

/** A request that was checked and can be sent as it is. */
export interface Outgoing {
  readonly connection: Connection;
  readonly login: Login;
  readonly method: Method;
  readonly origin: string;
  readonly requestTarget: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array | null;
  /** A collection of the catalogue, which the API never serves without a login. */
  readonly challengeTarget: string;
  /** Level of the resource according to the catalogue; null if it is not there. */
  readonly resourceLevel: LevelObservation["resourceLevel"];
}

type SendManner = Pick<
  SendOptions,
  | "signal"
  | "headOnly"
  | "onProgress"
  | "sink"
  | "withoutCookies"
  | "cookies"
  | "freshSockets"
  | "closesEachSocket"
  | "onLeg"
> & {
  /** The exchange or run of the request: the values masked in it are kept under this id. */
  readonly owner: string;
};

export interface Sender {
  /** Checks everything that can be checked before a byte leaves, and starts the practice server if needed. */
  prepare(request: RequestSpec): Promise<Outgoing>;
  /** The same, but accepts any user name, so the doctor can find out what is wrong with it. */
  prepareToExamine(request: RequestSpec): Promise<Outgoing>;
  /** The only way by which requests are sent. */
  send(outgoing: Outgoing, how: SendManner): Promise<SendResult>;
}

export function createSender(
  connections: Pick<Connections, "get" | "prepare" | "login">,
  http: HttpClient,
  meter: Pick<MeterStore, "wireRequest">,
  seen: Pick<SeenSecrets, "add">,
): Sender {
  /** While writes are locked, nothing that could change data is sent, whatever the caller. */
  function checkLock(connectionId: string, method: Method): void {
    if (method !== "GET" && connections.get(connectionId).unlockedUntil === null) {
      throw new CallError("writes-locked", "This connection is read-only. Unlock writes to send this request.");
    }
  }

  async function prepare(request: RequestSpec, checkName: (userName: string) => void): Promise<Outgoing> {
    const { connectionId, method } = request;
    checkLock(connectionId, method);
    const headers = headersOf(request);
    checkHeaders(headers);
    checkMethod(request);
    const body = bodyOf(request);
    const connection = await connections.prepare(connectionId);
    checkName(connection.userName);
    const login = connections.login(connectionId);
    if (login.credentials === null) throw new CallError("password-needed", missingPassword(connection));
    const address = addressOf(connection, request);
    // The base URL may have changed between reading the connection and reading the login.
    checkOrigin(login.credentials, address.origin);
    checkLinkLocal(connection, address.origin);
    if (connection.unencrypted && !connection.unencryptedAcknowledged) {
      throw new CallError(
        "unencrypted-not-acknowledged",
        "This connection is not encrypted: what is sent and received can be read on the way.",
      );
    }
    return { connection, login, method, headers, body, ...address };
  }

  return {
    prepare: (request) => prepare(request, checkUserName),
    prepareToExamine: (request) => prepare(request, () => undefined),

    async send(outgoing, { owner, ...how }) {
      const { connection, method } = outgoing;
      // Checked again, because the unlock may have expired while the practice server was starting.
      checkLock(connection.connectionId, method);
      const { credentials } = outgoing.login;
      if (credentials !== null) checkOrigin(credentials, outgoing.origin);
      return http.send({
        origin: outgoing.origin,
        method,
        requestTarget: outgoing.requestTarget,
        challengeTarget: outgoing.challengeTarget,
        headers: outgoing.headers,
        body: outgoing.body,
        credentials,
        refusesLinkLocal: !mayBeLinkLocal(connection),
        connectionKey: outgoing.login.sessionKey,
        idleTimeoutMs: connection.idleTimeoutSeconds * 1_000,
        ...how,
        onSecrets: (secrets) => seen.add(connection.connectionId, owner, secrets),
        onWireRequest: () => meter.wireRequest(connection.connectionId),
      });
    },
  };
}

/** The practice server is this application's own. */
function mayBeLinkLocal({ practice, linkLocalAcknowledged }: Connection): boolean {
  return practice !== null || linkLocalAcknowledged === true;
}

/** Checks what is known before the name is resolved; the rest is checked when the connection is made. */
function checkLinkLocal(connection: Connection, origin: string): void {
  const { hostname } = parseOrigin(origin);
  if (!mayBeLinkLocal(connection) && isLinkLocal(hostname)) throw linkLocalNotAcknowledged(hostname);
}

/** A request that makes a server carry out another method would bypass the write lock and Review. */
function checkMethod(request: RequestSpec): void {
  const override = methodOverrideOf(request);
  if (override === null) return;
  throw new CallError(
    "invalid-input",
    `${override} can make a server carry out another method than ${request.method}. Remove it and choose the method in the request line.`,
  );
}

/** Accept and Content-type in the API's own spelling and order, then the user's headers. */
function headersOf({ accept, contentType, headers }: RequestSpec): HeaderPair[] {
  return [
    ...(accept === null ? [] : [["Accept", accept] as const]),
    ...(contentType === null ? [] : [["Content-type", contentType] as const]),
    ...headers,
  ];
}

function bodyOf({ method, body }: RequestSpec): Uint8Array | null {
  if (method === "GET") {
    if (body === null || body === "") return null;
    throw new CallError("invalid-input", "A GET carries no body. Empty it, or choose another method.");
  }
  if (body === null) return null;
  // TextEncoder would replace it by U+FFFD, and the bytes sent would differ from those shown.
  if (/\p{Surrogate}/u.test(body)) throw new CallError("invalid-input", "The body holds half of a surrogate pair.");
  return new TextEncoder().encode(body);
}

function addressOf(
  connection: Connection,
  request: RequestSpec,
): Pick<Outgoing, "origin" | "requestTarget" | "challengeTarget" | "resourceLevel"> {
  const base = parseBaseUrl(connection.baseUrl);
  if (!base.ok) throw new CallError("invalid-input", base.reason);
  const { origin, basePath } = base.value;
  const { apiVersion } = connection;
  const target = requestTarget({ basePath, apiVersion, designator: request.designator, suffix: request.suffix });
  if (!target.ok) throw new CallError("invalid-designator", target.reason);
  const root = `${basePath}/${apiVersion}/`;
  const matched = target.value.startsWith(root) ? matchDesignator(target.value.slice(root.length)) : null;
  const level = connection.level.level === "company" ? "company" : "agent";
  const challengeTarget = `${root}${levelQuestions[level]}`;
  return { origin, requestTarget: target.value, challengeTarget, resourceLevel: matched?.resource.level ?? null };
}
