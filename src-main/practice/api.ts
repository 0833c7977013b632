import type { PracticeAccount } from "./accounts.ts";
import { answerOf, type Answer } from "./answer.ts";
import { AgentAccount } from "./data/agent-account.ts";
import { CompanyAccount } from "./data/company-account.ts";
import { notFound, type Outcome } from "./outcome.ts";
import { readRequestBody } from "./request-body.ts";
import { apiMethods, type Answering, type ApiMethod, type Call, type ResourceOf } from "./resource.ts";
import { findResource } from "./resources.ts";
import { chooseFormat, type ApiTarget } from "./target.ts";
import { UnreadableBody } from "./unreadable-body.ts";

/** A request as the API receives it. */
export interface ApiRequest {
  readonly method: string;
  readonly target: ApiTarget;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  /** null if it was larger than the server accepts. */
  readonly body: Uint8Array | null;
}

/** As in the API, the response for a resource of the other level is the same as for bad credentials. */
const unauthorized: Outcome = {
  kind: "refused",
  status: 401,
  message: "Wrong username or password, or the resource is not available to this type of account",
};

/** A response, and the catalogue path of its resource. */
export interface ApiAnswer {
  readonly path: string | null;
  readonly answer: Answer;
}

/** The API after the login: finds the resource and calls it. Every account has its own data. */
export class PracticeApi {
  readonly #seed: number;
  readonly #contacts: number;
  readonly #agentAccounts = new Map<string, AgentAccount>();
  readonly #companyAccounts = new Map<string, CompanyAccount>();

  constructor(seed: number, contacts: number) {
    this.#seed = seed;
    this.#contacts = contacts;
  }

  /**
   * The order of the checks is our choice: login, resource, level, method, body. Without a login, the status is 401 on
   * every path, which does not reveal the resources that exist.
   */
  answer(account: PracticeAccount | null, request: ApiRequest): ApiAnswer {
    const format = chooseFormat(request.target.suffix, request.accept);
    const found = findResource(request.target.segments);
    const path = found?.resource.path ?? null;
    const reply = (outcome: Outcome): ApiAnswer => ({
      path,
      answer: answerOf(outcome, format, found?.resource ?? null),
    });
    if (account === null) return reply(unauthorized);
    if (found === null) return reply(notFound);
    const { resource, ids } = found;
    if (resource.level !== account.level) return reply(unauthorized);
    return resource.level === "agent"
      ? reply(run(resource, this.#agentAccount(account), ids, request))
      : reply(run(resource, this.#companyAccount(account), ids, request));
  }

  /** The account whose data a client without a valid login gets: the named one, else one of the resource's level. */
  accountFor(accounts: readonly PracticeAccount[], userName: string | null, target: ApiTarget): PracticeAccount | null {
    const level = findResource(target.segments)?.resource.level;
    return accounts.find((each) => each.userName === userName) ?? accounts.find((each) => each.level === level) ?? null;
  }

  #agentAccount({ userName }: PracticeAccount): AgentAccount {
    const data = this.#agentAccounts.get(userName) ?? new AgentAccount(this.#seed, this.#contacts);
    this.#agentAccounts.set(userName, data);
    return data;
  }

  #companyAccount({ userName }: PracticeAccount): CompanyAccount {
    const data = this.#companyAccounts.get(userName) ?? new CompanyAccount(this.#seed);
    this.#companyAccounts.set(userName, data);
    return data;
  }
}

function run<Data>(resource: ResourceOf<Data>, data: Data, ids: readonly number[], request: ApiRequest): Outcome {
  const { methods } = resource;
  const answering = isApiMethod(request.method) ? methods[request.method] : undefined;
  if (answering === undefined) {
    const message = `${request.method} is not allowed on ${resource.path}`;
    return { kind: "refused", status: 405, message, allow: apiMethods.filter((name) => methods[name] !== undefined) };
  }
  if (answering === "later") {
    return { kind: "refused", status: 501, message: `${request.method} is not implemented yet on ${resource.path}` };
  }
  return ask(answering, data, ids, request);
}

function ask<Data>(
  answering: Exclude<Answering<Data>, "later">,
  data: Data,
  ids: readonly number[],
  { method, contentType, body }: ApiRequest,
): Outcome {
  const refuse = (message: string): Outcome => ({ kind: "refused", status: 400, message });
  if (body === null) return refuse("The body is larger than 1 MB");
  let fields: Call["fields"] = new Map();
  try {
    // Only POST and PUT have data: the body of other methods is not read.
    if (method === "POST" || method === "PUT") fields = readRequestBody(contentType, body);
  } catch (error) {
    if (error instanceof UnreadableBody) return refuse(error.message);
    throw error;
  }
  return answering(data, { ids, fields });
}

function isApiMethod(method: string): method is ApiMethod {
  return apiMethods.some((known) => known === method);
}
