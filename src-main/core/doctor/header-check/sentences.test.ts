import fc from "fast-check";
import { expect, test } from "vitest";
import { clientHeader, pastedLegs, rightValues, serverChallenge } from "./client-doubles.ts";
import { checkHeader } from "./check-header.ts";
import { ticketOf } from "./ticket.ts";

/** What a program or a server may put where a value belongs. */
const awkward = ["", " ", "`", "``", "a`b", "1", "0", "a  b", "undefined", "null", "Zoë", "“”", "x".repeat(300)];
/** What must not appear in one of our sentences, whatever was pasted. */
const gaps =
  /\bundefined\b|\bNaN\b|``|\(\)| {2}|\s[.,;:](?:\s|$)|\b1 (?:seconds|ways|things|inputs|lines)\b|\.\.|^\s|\s$|^\.|: \./u;

const inputs = ["username", "realm", "nonce", "uri", "nc", "cnonce", "qop", "opaque", "algorithm", "method"] as const;
const value = fc.constantFrom<(string | null)[]>(...awkward, null);

test.each([
  ["the password on file", rightValues.password, 60],
  ["another one", "another", 6],
  ["none", null, 300],
])("no sentence has a gap, whatever a header and a challenge hold: %s", (_, password, numRuns) => {
  fc.assert(
    fc.property(
      fc.constantFrom(...inputs),
      value,
      fc.constantFrom("header", "hashed", "challenge", "both"),
      fc.constantFrom(rightValues.username, "`", "a  b"),
      fc.constantFrom(null, 1, 10),
      (input, text, where, userName, nonceUse) => {
        const change =
          input === "method" ? {} : { [input]: text ?? (/^(?:username|realm|nonce|uri)$/u.test(input) ? "" : null) };
        const header = clientHeader(where === "header" ? {} : change, where === "hashed" ? {} : change);
        const challenge = serverChallenge(where === "challenge" || where === "both" ? change : {});
        const paste = pastedLegs(
          header,
          challenge,
          `${input === "method" ? (text ?? "") : "GET"} /v1/contacts HTTP/1.1`,
        );
        const headerCheck = checkHeader(
          { text: paste, method: null, url: null, nonceUse },
          { login: { userName, password }, lastChallenge: null },
        );
        const { title, explanation, understood, rows, defects } = headerCheck;
        const ours = [
          title,
          explanation,
          ...understood,
          ...rows.map(({ finding }) => finding),
          ...rows.flatMap(({ shouldBe }) => (shouldBe.kind === "rule" ? [shouldBe.text] : [])),
          ...defects.flatMap(({ sentence, fix }) => [sentence, fix]),
        ];
        expect(ours.filter((each) => gaps.test(each))).toEqual([]);
        expect(ticketOf(headerCheck, "Oak")).not.toMatch(/: [.,]|\(\)/u);
      },
    ),
    { numRuns },
  );
});
