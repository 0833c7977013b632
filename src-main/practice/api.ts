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

/** A request as the API sees it. */
export interface ApiRequest {
  readonly method: string;
  readonly target: ApiTarget;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  /** null when it was larger than the server takes. */
  readonly body: Uint8Array | null;
}

/** Not told apart on purpose: a resource of the other level is answered like bad credentials. */
const unauthorized: Outcome = {
  kind: "refused",
  status: 401,
  message: "Wrong username or password, or the resource is not available to this type of account",
};

/** An answer, and the catalogue path of the resource that gave it. */
export interface ApiAnswer {
  readonly path: string | null;
  readonly answer: Answer;
}

/** The API behind the login: finds the resource, and asks it. Every account has data of its own. */
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
   * The order of the checks is picked: login, resource, level, method, body. So nobody learns without a login
   * what there is, and a missing login is 401 on every path.
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

  /** Whose data somebody sees who was let in without proof: those of the account named, else of one that may. */
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
    // Only POST and PUT carry data: what stands in the body of another method is not read.
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
