import type { HeaderCheckRow } from "#shared/header-check.ts";
import { mask } from "../../http/mask.ts";
import type { BareHeaderCheck } from "./check-header.ts";

/** The result as text for a ticket. The response is left out too: it is equivalent to a login for its nonce. */
export function ticketOf(headerCheck: BareHeaderCheck, connectionName: string): string {
  const { outcome, defects, rows } = headerCheck;
  if (outcome === "empty" || outcome === "not-understood") return "";
  const codes = [headerCheck.code, ...defects.map(({ code }) => code).filter((code) => code !== headerCheck.code)];
  const request = [headerCheck.method, headerCheck.url].filter((part) => part !== null).join(" ");
  const differing = rows.filter(({ state }) => state === "differs");
  const fixes = defects.map(({ fix }) => `- ${fix.replaceAll("`", "")}`);
  const lines = [
    `${headerCheck.title} (${codes.join(", ")})`,
    headerCheck.explanation,
    "",
    ...(request === "" ? [] : [`Request: ${request}`]),
    `Checked against: ${connectionName}`,
    ...(differing.length === 0 ? [] : ["", ...differing.map(describeRow)]),
    ...(fixes.length === 0 ? [] : ["", "Fix:", ...fixes]),
    "",
    "Checked offline by Rezora Explorer. Password and response are left out.",
  ];
  return `${lines.join("\n")}\n`;
}

function describeRow({ input, theirs, masked, signedAs, shouldBe, finding }: HeaderCheckRow): string {
  const hidden = masked || input === "response";
  const sent = hidden ? mask : theirs === null ? "not sent" : shown(theirs);
  const signed = signedAs === null ? "" : `, signed as ${hidden ? mask : shown(signedAs)}`;
  const right =
    shouldBe.kind === "same" ? "same" : input === "response" && shouldBe.kind === "value" ? mask : shown(shouldBe.text);
  return `- ${input}: ${finding}. In the header: ${sent}${signed}. Should be: ${right}.`;
}

/** An empty value would leave a gap in the line. */
function shown(value: string): string {
  return value.trim() === "" ? `"${value}"` : value;
}
