import { describe, expect, it, vi } from "vitest";
import type { Outgoing } from "../exchanges/outgoing.ts";
import type { SendResult } from "../http/send-contract.ts";
import { tryOtherCharset } from "./charset-step.ts";
import type { Probe } from "./probe.ts";

const challenge = 'Digest realm="r", nonce="n", qop="auth"';

/** Only the parts that the step looks at. */
function outgoingWith(userName: string, password: string, latin1?: boolean): Outgoing {
  const credentials = { userName, password, quoteQop: false, extendedUserName: false };
  return {
    login: { sessionKey: "s", credentials: latin1 === undefined ? credentials : { ...credentials, latin1 } },
  } as Outgoing;
}

function refusedAfter(header: string): Pick<SendResult, "legs"> {
  return { legs: [{ responseHeaders: [["WWW-Authenticate", header]] }] } as unknown as Pick<SendResult, "legs">;
}

function probeThatGets(result: Partial<SendResult>) {
  return vi.fn<Probe>(() => Promise.resolve({ status: 200, login: "accepted", ...result } as SendResult));
}

describe("the charset of a refused login", () => {
  it.each([
    [undefined, "Latin-1", true],
    [false, "Latin-1", true],
    [true, "UTF-8", false],
  ] as const)("with the option %s the other one is %s", async (option, charset, tried) => {
    const probe = probeThatGets({});
    expect(await tryOtherCharset(probe, outgoingWith("u", "pässwörd", option), refusedAfter(challenge))).toBe(charset);
    expect(probe.mock.calls.map(([outgoing]) => outgoing.login.credentials?.latin1)).toEqual([tried]);
  });

  it.each([
    ["plain letters", "user", "password", challenge],
    ["a letter that Latin-1 lacks", "user", "pass€", challenge],
    ["a user name that Latin-1 lacks", "Łukasz", "pässword", challenge],
    ["a challenge that names UTF-8", "user", "pässword", `${challenge}, charset=UTF-8`],
    ["no challenge", "user", "pässword", "Basic"],
  ])("is not asked about with %s", async (_, userName, password, header) => {
    const probe = probeThatGets({});
    expect(await tryOtherCharset(probe, outgoingWith(userName, password), refusedAfter(header))).toBeNull();
    expect(probe).not.toHaveBeenCalled();
  });

  it.each([
    { status: 401, login: "credentials-rejected" },
    { status: 500, login: "none" },
    { status: null, login: "none" },
  ] as const)("stays open after %j", async (result) => {
    const probe = probeThatGets(result);
    expect(await tryOtherCharset(probe, outgoingWith("u", "ü"), refusedAfter(challenge))).toBeNull();
  });
});
