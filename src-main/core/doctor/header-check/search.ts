import { HashMemory, responseOf, type HashedInputs } from "./hashed-inputs.ts";
import type { HashWay } from "./hash-deviation.ts";
import { hashWays } from "./hash-ways.ts";
import { loginVariants, type LoginVariant } from "./login-variants.ts";

/** The inputs that a client may have taken from the wrong place. */
export type SearchedInput = Exclude<keyof HashedInputs, "password">;

/** What may have been hashed for each input, the header's own value first, without duplicates. */
export type Alternatives = { readonly [Input in SearchedInput]: readonly HashedInputs[Input][] };

export interface Search {
  /** The inputs that reproduce the response; null when none of those tried do. */
  readonly found: HashedInputs | null;
  /** How the program hashes, when that differs from the RFC. */
  readonly way: HashWay | null;
  /** How the program changes the password before it hashes it. */
  readonly variant: LoginVariant | null;
  readonly tried: number;
}

export const nothingFound: Search = { found: null, way: null, variant: null, tried: 0 };

/** More than three simultaneous mistakes were never seen, and each further one would cost a hundred times as long. */
const maxDeviations = 3;
const order: readonly SearchedInput[] = [
  "uri",
  "method",
  "nc",
  "qop",
  "algorithm",
  "charset",
  "body",
  "realm",
  "nonce",
  "username",
  "cnonce",
];

/**
 * Finds out what a response was really made of: first with the header's own values, then with one of them taken from
 * elsewhere, then with another way of hashing, then with two or three values from elsewhere, then both. A digest cannot
 * be reproduced by chance, so a match is proof.
 */
export function searchInputs(
  alternatives: Alternatives,
  password: string,
  response: string,
  deviations = maxDeviations,
): Search {
  const memory = new HashMemory();
  const wanted = response.toLowerCase();
  const first = { ...firstOf(alternatives), password };
  const variants = loginVariants(password);
  const likely = likeliest(alternatives);
  let tried = 0;

  const tryValues = (count: number): Search | null => {
    for (const inputs of deviating(first, alternatives, count)) {
      tried++;
      if (responseOf(inputs, memory) === wanted) return { ...nothingFound, found: inputs, tried };
    }
    return null;
  };
  const tryWays = (count: number): Search | null => {
    for (const variant of variants) {
      // The password differs, so the memory of hashes does too.
      const own = new HashMemory();
      for (const inputs of deviating({ ...first, password: variant.password }, alternatives, count)) {
        tried++;
        if (responseOf(inputs, own) === wanted) return { found: inputs, way: null, variant, tried };
      }
    }
    for (const inputs of deviating(first, likely, count)) {
      for (const way of hashWays) {
        tried++;
        if (way.respond(inputs) === wanted) return { found: inputs, way, variant: null, tried };
      }
    }
    return null;
  };

  const steps: readonly (() => Search | null)[] = [
    () => tryValues(0),
    () => (deviations < 1 ? null : tryValues(1)),
    () => tryWays(0),
    () => (deviations < 2 ? null : tryValues(2)),
    () => (deviations < 3 ? null : tryValues(3)),
    () => (deviations < 1 ? null : tryWays(1)),
  ];
  for (const step of steps) {
    const found = step();
    if (found !== null) return found;
  }
  return { ...nothingFound, tried };
}

/** Few enough to be tried with every way of hashing. */
function likeliest(alternatives: Alternatives): Alternatives {
  return {
    ...alternatives,
    method: alternatives.method.slice(0, 4),
    uri: alternatives.uri.slice(0, 6),
    nc: alternatives.nc.slice(0, 4),
    qop: alternatives.qop.slice(0, 4),
    algorithm: alternatives.algorithm.slice(0, 4),
    username: alternatives.username.slice(0, 3),
    realm: alternatives.realm.slice(0, 2),
    nonce: alternatives.nonce.slice(0, 2),
    cnonce: alternatives.cnonce.slice(0, 1),
  };
}

/** All ways of taking exactly `count` inputs, from index `from` on, from elsewhere. */
export function* deviating(
  inputs: HashedInputs,
  alternatives: Alternatives,
  count: number,
  from = 0,
): Generator<HashedInputs, void> {
  if (count === 0) {
    yield inputs;
    return;
  }
  for (const [index, input] of order.entries()) {
    if (index < from) continue;
    for (const value of alternatives[input].slice(1)) {
      yield* deviating({ ...inputs, [input]: value }, alternatives, count - 1, index + 1);
    }
  }
}

export function firstOf(alternatives: Alternatives): Omit<HashedInputs, "password"> {
  const { method, uri, username, realm, nonce, nc, cnonce, qop, algorithm, charset, body } = alternatives;
  return {
    method: method[0] ?? "GET",
    uri: uri[0] ?? "/",
    username: username[0] ?? "",
    realm: realm[0] ?? "",
    nonce: nonce[0] ?? "",
    nc: nc[0] ?? "",
    cnonce: cnonce[0] ?? "",
    qop: qop[0] ?? null,
    algorithm: algorithm[0] ?? { hash: "MD5", session: false },
    charset: charset[0] ?? "utf-8",
    body: body[0] ?? "",
  };
}
