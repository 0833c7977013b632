import { answerFaults, type AnswerFaultName } from "./answer-faults.ts";
import { loginFaults, type LoginFaultName } from "./login-faults.ts";
import { networkFaults, type NetworkFaultName } from "./network-faults.ts";

/** Faults of the practice server itself: they can be switched on while it runs. */
export type ServerFaultName = AnswerFaultName | LoginFaultName;
export type FaultName = ServerFaultName | NetworkFaultName;

export interface ListedFault {
  readonly name: string;
  /** What goes wrong: the network, the login, or the response after it. */
  readonly group: "network" | "login" | "answer";
  readonly summary: string;
}

type Summaries = Readonly<Record<string, { readonly summary: string }>>;

const groups: readonly (readonly [ListedFault["group"], Summaries])[] = [
  ["network", networkFaults],
  ["login", loginFaults],
  ["answer", answerFaults],
];

/** All faults. */
export const practiceFaults: readonly ListedFault[] = groups.flatMap(([group, faults]) =>
  Object.entries(faults).map(([name, { summary }]) => ({ name, group, summary })),
);

export function isFaultName(name: string): name is FaultName {
  return groups.some(([, faults]) => Object.hasOwn(faults, name));
}

export function isNetworkFault(name: FaultName): name is NetworkFaultName {
  return Object.hasOwn(networkFaults, name);
}

export function isLoginFault(name: FaultName): name is LoginFaultName {
  return Object.hasOwn(loginFaults, name);
}
