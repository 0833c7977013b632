import type { Ruling } from "./court.ts";

/** Responses that the ruling on a pasted request knows of: each is as good as a login for its nonce. */
export function pastedResponses({ rows }: Pick<Ruling, "rows">): string[] {
  const row = rows.find(({ input }) => input === "response");
  const texts = [row?.theirs, row?.signedAs, row?.shouldBe.kind === "value" ? row.shouldBe.text : null];
  return texts.filter((text) => text !== null && text !== undefined);
}
