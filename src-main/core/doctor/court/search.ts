import { HashMemory, responseOf, type HashedInputs } from "./hashed-inputs.ts";

/** The inputs that a client may have taken from the wrong place. */
export type SearchedInput = Exclude<keyof HashedInputs, "password">;

/** Per input what may have been hashed, the header's own value first, each but once. */
export type Alternatives = { readonly [Input in SearchedInput]: readonly HashedInputs[Input][] };

export interface Search {
  /** What reproduces the response; null when nothing that was tried does. */
  readonly found: HashedInputs | null;
  readonly tried: number;
}

/** More than three mistakes at once were never seen; each more would cost a hundred times as long. */
const mostDeviations = 3;
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
 * Finds out what a response was really made of: first of the header's own values, then with one of them taken from
 * elsewhere, then two, then three. A digest cannot be reproduced by chance, so what is found is proven.
 */
export function searchInputs(
  alternatives: Alternatives,
  password: string,
  response: string,
  deviations = mostDeviations,
): Search {
  const memory = new HashMemory();
  const wanted = response.toLowerCase();
  let tried = 0;
  for (let count = 0; count <= deviations; count++) {
    for (const inputs of deviating({ ...firstOf(alternatives), password }, alternatives, count)) {
      tried++;
      if (responseOf(inputs, memory) === wanted) return { found: inputs, tried };
    }
  }
  return { found: null, tried };
}

/** All ways of taking exactly `count` inputs, from the `from`th on, from elsewhere. */
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
