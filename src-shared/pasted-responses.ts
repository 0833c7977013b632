import type { HeaderCheck } from "./header-check.ts";

/** Responses that the check of a pasted request knows of: each is as good as a login for its nonce. */
export function pastedResponses({ rows }: Pick<HeaderCheck, "rows">): string[] {
  const row = rows.find(({ input }) => input === "response");
  const texts = [row?.theirs, row?.signedAs, row?.shouldBe.kind === "value" ? row.shouldBe.text : null];
  return texts.filter((text) => text !== null && text !== undefined);
}
