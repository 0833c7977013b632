import type { HeaderCheckStep } from "#shared/header-check.ts";
import { ha2Of, responseOf, type HashedInputs } from "./hashed-inputs.ts";

/** Enough to compare by eye, too little to be sent. */
const shownDigits = 12;

export interface StepsSubject {
  /** The inputs of the pasted response when that is proven, otherwise what the header says. */
  readonly theirs: HashedInputs;
  readonly needed: HashedInputs;
  /** The response as they sent it. */
  readonly response: string;
  readonly isProven: boolean;
  /** The text shows the method and the address of the request, so what the server expects is known. */
  readonly isRequestKnown: boolean;
}

/** How the response is computed, theirs next to the right one. HA1 is masked; of hashes, only the first digits show. */
export function stepsOf({ theirs, needed, response, isProven, isRequestKnown }: StepsSubject): HeaderCheckStep[] {
  const their = { ha2: ha2Of(theirs), response: response.toLowerCase() };
  const right = { ha2: ha2Of(needed), response: responseOf(needed) };
  const isHa2Right = their.ha2 === right.ha2;
  const isResponseRight = their.response === right.response;
  return [
    { name: "HA1", formula: ha1Formula(theirs), value: null, state: "masked" },
    {
      name: "HA2",
      formula: ha2Formula(theirs),
      value: shown(their.ha2),
      state: stateOfHa2(isHa2Right, isRequestKnown),
    },
    ...optional(!isHa2Right, {
      name: "HA2",
      formula: ha2Formula(needed),
      value: shown(right.ha2),
      state: "needed",
    }),
    {
      name: "response",
      formula: responseFormula(theirs, isHa2Right ? "HA2" : "their HA2"),
      value: shown(their.response),
      state: isProven ? "equal" : "not-reached",
    },
    ...optional(!isResponseRight && isRequestKnown, {
      name: "response",
      formula: responseFormula(needed, isHa2Right ? "HA2" : "needed HA2"),
      value: shown(right.response),
      state: "expected",
    }),
  ];
}

function stateOfHa2(isRight: boolean, isRequestKnown: boolean): HeaderCheckStep["state"] {
  if (!isRight) return "theirs";
  return isRequestKnown ? "right" : "assumed";
}

function optional(wanted: boolean, step: HeaderCheckStep): HeaderCheckStep[] {
  return wanted ? [step] : [];
}

function shown(hash: string): string {
  return `${hash.slice(0, shownDigits)}…`;
}

function ha1Formula({ algorithm }: HashedInputs): string {
  const plain = `${algorithm.hash}(username : realm : password)`;
  return algorithm.session ? `${algorithm.hash}(${plain} : nonce : cnonce)` : plain;
}

function ha2Formula({ algorithm, method, uri, qop }: HashedInputs): string {
  const body = qop === "auth-int" ? ` : ${algorithm.hash}(body)` : "";
  return `${algorithm.hash}(${method} : ${uri}${body})`;
}

/** The parts between the two hashes are in the table above; here they would hide which hash differs. */
function responseFormula({ algorithm }: HashedInputs, ha2: string): string {
  return `${algorithm.hash}(HA1 : … : ${ha2})`;
}
