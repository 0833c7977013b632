import { setImmediate } from "node:timers";
import type { HeaderCheckRequest, NearMissRequest, NearMissResult, HeaderCheck } from "#shared/header-check.ts";
import { missingPassword } from "#shared/password-words.ts";
import { CallError } from "../call-error.ts";
import type { Connections } from "../connections/connections.ts";
import { TaskRunner } from "../documents/task-runner.ts";
import type { HttpClient } from "../http/send-contract.ts";
import type { Ports } from "../ports.ts";
import { prepareSubject } from "./header-check/subject.ts";
import { canBeChecked, checkHeader, type HeaderCheckKnowledge } from "./header-check/check-header.ts";
import { ticketOf } from "./header-check/ticket.ts";
import { findNearMiss, type NearMiss } from "./near-miss/find-near-miss.ts";
import { describeNearMiss } from "./near-miss/words.ts";
import { readCredentials } from "./paste/credentials.ts";
import { readPaste } from "./paste/read-paste.ts";

/** The offline half of the doctor. Nothing in here can send: it has no access to the client. */
export interface HeaderCheckCalls {
  checkPastedRequest(request: HeaderCheckRequest): HeaderCheck;
  /** Works in slices of a few milliseconds and ends within one slice when it is cancelled. */
  findNearMisses(request: NearMissRequest, signal: AbortSignal): Promise<NearMissResult>;
}

export function createHeaderCheckCalls(
  connections: Pick<Connections, "get" | "login">,
  http: Pick<HttpClient, "lastChallenge">,
  clock: Ports["clock"],
): HeaderCheckCalls {
  const runner = new TaskRunner(() => clock.monotonic(), setImmediate);
  let tasks = 0;

  function knowledgeOf(connectionId: string): HeaderCheckKnowledge {
    const { credentials, sessionKey } = connections.login(connectionId);
    const connection = connections.get(connectionId);
    const { userName, latin1Login, passwordOrigin } = connection;
    const password = credentials?.password ?? null;
    return {
      login: {
        userName,
        password,
        latin1: latin1Login ?? false,
        ...(passwordOrigin === undefined ? {} : { missing: missingPassword(connection) }),
      },
      lastChallenge: http.lastChallenge(sessionKey),
    };
  }

  return {
    checkPastedRequest(request) {
      const startedAt = clock.monotonic();
      const headerCheck = checkHeader(request, knowledgeOf(request.connectionId));
      const ticket = ticketOf(headerCheck, connections.get(request.connectionId).name);
      return { ...headerCheck, ticket, milliseconds: clock.monotonic() - startedAt };
    },

    async findNearMisses(request, signal) {
      const startedAt = clock.monotonic();
      const { login, lastChallenge } = knowledgeOf(request.connectionId);
      const pasted = readPaste(request.text);
      const credentials = pasted.authorization === null ? null : readCredentials(pasted.authorization.value);
      const isDigest = credentials?.scheme === "digest";
      const one = isDigest
        ? prepareSubject(pasted, credentials, login, lastChallenge, { ...request, nonceUse: null })
        : null;
      const isPossible = one !== null && canBeChecked(one);
      const hasBase = login.password !== null || request.earlierPasswords.length > 0;
      const miss = isPossible && hasBase ? await run(findNearMiss(one, request.earlierPasswords), signal) : null;
      return { ...describeNearMiss(miss, hasBase), milliseconds: clock.monotonic() - startedAt };
    },
  };

  function run(task: ReturnType<typeof findNearMiss>, signal: AbortSignal): Promise<NearMiss> {
    return new Promise((resolve, reject) => {
      const id = tasks++;
      signal.addEventListener(
        "abort",
        () => {
          runner.cancel(id);
          reject(new CallError("cancelled", "The search was ended."));
        },
        { once: true },
      );
      runner.start(id, task, resolve, reject);
    });
  }
}
