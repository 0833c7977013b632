import { expect, test } from "vitest";
import { createSeenSecrets } from "./seen-secrets.ts";

const secret = (text: string) => ({ secrets: [{ kind: "session id" as const, text }], realm: text });
const texts = (found: { readonly secrets: readonly { readonly text: string }[] }) =>
  found.secrets.map(({ text }) => text);

test("secrets of the latest and the named exchanges are found, for this connection only", () => {
  const seen = createSeenSecrets();
  for (let index = 0; index < 30; index++) seen.add("oak", `e${index}`, secret(`s${index}`));
  seen.add("elm", "other", secret("theirs"));
  const found = texts(seen.of("oak", ["e0", "other", "unknown"]));
  expect(found).toHaveLength(21);
  expect(found).toContain("s0");
  expect(found).toContain("s29");
  expect(found).not.toContain("s1");
  expect(found).not.toContain("theirs");
  expect(seen.of("oak", ["e0"]).realms).toContain("s0");
});

test("the oldest exchange is forgotten, and an endless exchange keeps its last secrets", () => {
  const seen = createSeenSecrets();
  for (let index = 0; index <= 1_000; index++) seen.add("oak", `e${index}`, secret(`s${index}`));
  expect(texts(seen.of("oak", ["e0"]))).not.toContain("s0");
  expect(texts(seen.of("oak", ["e1"]))).toContain("s1");
  for (let index = 0; index < 150; index++) seen.add("oak", "level", secret(`l${index}`));
  expect(texts(seen.of("oak", []))).toContain("l149");
  expect(texts(seen.of("oak", []))).not.toContain("l0");
});
