import { describe, expect, it } from "vitest";
import type { Level } from "#shared/connection.ts";
import type { DocumentNotice, DocumentSummary } from "#shared/documents.ts";
import type { Exchange, LoginVerdict } from "#shared/http/exchange.ts";
import { nonceScopeWarning } from "#shared/http/nonce-scope.ts";
import { resourceAt, type Resource } from "#shared/rezora/catalog.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { noDataSentence, noticesOf as noticesKnowing, type AnswerNotice } from "./answer-notices.ts";

const plain = sampleExchange("e", { request: { designator: "agents" }, document: null });
const agents = resourceAt("agents");
const noticesAtLevel = (exchange: Exchange, resource: Resource | null, level: Level, words: string | null) =>
  noticesKnowing(exchange, resource, { level, history: undefined, now: 0 }, words);
const noticesOf = (exchange: Exchange, resource: Resource | null): AnswerNotice[] =>
  noticesAtLevel(exchange, resource, "unknown", null);
const answer = (change: Partial<Exchange>): Exchange => ({ ...plain, ...change });

function bodyWith(...notices: DocumentNotice[]): DocumentSummary {
  return {
    documentId: "d",
    byteLength: 10,
    complete: false,
    declaredType: null,
    charset: "utf-8",
    format: "csv",
    table: null,
    notices,
  };
}
const incomplete: DocumentNotice = {
  code: "incomplete",
  severity: "danger",
  title: "Incomplete: 10 of 20 bytes.",
  message: "The answer ended early.",
  byteOffset: 10,
};

describe("what a response says about itself", () => {
  it("says nothing when all went well", () => {
    expect(noticesOf(plain, agents)).toEqual([]);
  });

  it("distinguishes the wrong account from the wrong password", () => {
    const [otherLevel, ...none] = noticesAtLevel(
      answer({ status: 401, login: "not-permitted" }),
      agents,
      "agent",
      null,
    );
    expect(none).toEqual([]);
    expect(`${otherLevel?.title} ${otherLevel?.message}`).toBe(
      "This account may not use company resources. It is an agent account.",
    );
    const [rejected] = noticesOf(answer({ status: 401, login: "credentials-rejected" }), agents);
    expect(`${rejected?.title} ${rejected?.message}`).toBe(
      "The server refused this login. The user name or the password is wrong, or this is not a company account.",
    );
    expect(rejected?.actions.map(({ text }) => text)).toEqual(["Why?", "Edit connection…", "Handshake"]);
    const [unknown] = noticesOf(answer({ status: 401, login: "not-permitted" }), null);
    expect(`${unknown?.title} ${unknown?.message}`).toBe(
      "This resource is refused to this login. The server accepted the same login before.",
    );
  });

  it("offers another reading of the bytes in one click", () => {
    const charset: DocumentNotice = { code: "charset", severity: "caution", title: "A", message: "", byteOffset: null };
    const notices = noticesOf(
      answer({ document: bodyWith({ ...charset, readAs: "windows-1252" }, { ...charset, title: "B" }) }),
      agents,
    );
    expect(notices.map(({ actions, readAs }) => [actions.map(({ text }) => text), readAs])).toEqual([
      [["Read as Windows-1252"], "windows-1252"],
      [[], undefined],
    ]);
    expect(new Set(notices.map(({ key }) => key)).size).toBe(2);
  });

  it("explains an early 401 differently once the login is proven on the other level", () => {
    const early = answer({ status: 401, login: "credentials-rejected" });
    expect(noticesAtLevel(early, agents, "agent", null)[0]?.title).toBe("This account may not use company resources.");
    expect(noticesAtLevel(early, agents, "company", null)[0]?.title).toBe("The user name or the password is wrong.");
    expect(noticesAtLevel(early, agents, "rejected", null)[0]?.title).toBe("The user name or the password is wrong.");
  });

  it("does not blame the password alone where the nonce may not have been accepted", () => {
    const warnings = [`${nonceScopeWarning}, so the login went over another one. More.`];
    const refused = answer({ status: 401, login: "credentials-rejected", warnings });
    const [login, warning] = noticesAtLevel(refused, agents, "company", null);
    expect(login).toMatchObject({
      title: "The server refused this login.",
      message: "The user name or the password is wrong, or the nonce counts only on the connection that was closed.",
    });
    expect(warning).toMatchObject({ kind: "caution", title: warnings[0]?.replace(" More.", ""), message: "More." });
  });

  it("has words of its own for every verdict on the login", () => {
    const refused: LoginVerdict[] = [
      "credentials-rejected",
      "not-permitted",
      "nonce-loop",
      "no-challenge",
      "basic-only",
      "malformed-challenge",
      "unsupported-algorithm",
      "unsupported-qop",
      "no-password",
    ];
    const titles = refused.map((login) => noticesOf(answer({ status: 401, login }), agents)[0]?.title);
    expect(new Set(titles).size).toBe(refused.length);
  });

  it("explains a status", () => {
    expect(noticesOf(answer({ status: 400 }), agents)[0]?.title).toBe("400: the data sent failed a validation test.");
    expect(noticesOf(answer({ status: 204 }), agents)).toEqual([]);
    const quoted = noticesAtLevel(answer({ status: 400 }), agents, "unknown", "contact_email is not valid");
    expect(quoted[0]?.message).toBe("The server said: “contact_email is not valid”.");
  });

  it("offers to follow a redirect only where that is allowed", () => {
    const redirect = { location: "/v1/x", requestTarget: "/v1/x", secureOrigin: null, explanation: "Same server." };
    const [allowed] = noticesOf(answer({ status: 302, redirect }), agents);
    expect(allowed?.actions).toEqual([{ id: "follow", text: "Follow" }]);
    const [refused] = noticesOf(answer({ status: 302, redirect: { ...redirect, requestTarget: null } }), agents);
    expect(refused?.actions).toEqual([{ id: "headers", text: "Headers" }]);
  });

  it("says once that the body is incomplete, and offers to repeat a GET but never a write", () => {
    const failure = { code: "connection-lost", message: "Lost.", advice: "", detail: "" } as const;
    const cut = answer({ failure, document: bodyWith(incomplete) });
    expect(noticesOf(cut, agents).map(({ title }) => title)).toEqual(["Incomplete: 10 of 20 bytes."]);
    expect(noticesOf(cut, agents)[0]?.actions).toEqual([{ id: "send", text: "Fetch again" }]);
    const write = { ...cut, request: { ...plain.request, method: "POST" as const } };
    expect(noticesOf(write, agents)[0]?.actions).toEqual([]);
  });

  it("goes to the position in the text, or to the bytes where no text can show it", () => {
    const at = (code: DocumentNotice["code"]) =>
      noticesOf(answer({ document: bodyWith({ ...incomplete, code, byteOffset: 8 }) }), agents)[0];
    expect(at("malformed")).toMatchObject({ byteOffset: 8, actions: [{ id: "raw", text: "Show the place" }] });
    expect(at("ragged-rows")?.actions).toEqual([{ id: "raw", text: "Show the place" }]);
    expect(at("invalid-bytes")).toMatchObject({ byteOffset: 8, actions: [{ id: "hex", text: "Show the bytes" }] });
  });

  it("offers the other ways to read CSV where it says how it was read", () => {
    const csv = { delimiter: "|", header: false, isMessage: false, isChosen: false } as const;
    const at = (code: DocumentNotice["code"], header = false) =>
      noticesOf(answer({ document: { ...bodyWith({ ...incomplete, code }), csv: { ...csv, header } } }), agents)[0];
    expect(at("csv-header")).toMatchObject({
      actions: [{ id: "first-row-header", text: "First row is a header" }],
      csv: { header: false },
    });
    expect(at("csv-header", true)?.actions).toEqual([{ id: "first-row-record", text: "First row is a record" }]);
    expect(at("csv-delimiter")).toMatchObject({ actions: [], csv: { delimiter: "|" } });
    expect(at("csv-message")?.actions).toEqual([{ id: "first-row-record", text: "Read as a table" }]);
    expect(at("ragged-rows")?.csv).toBeUndefined();
  });

  it("leads from a limit to its position and to the bytes [security: limit-to-bytes]", () => {
    const limitAt = (byteOffset: number | null) =>
      noticesOf(answer({ document: bodyWith({ ...incomplete, code: "limit", byteOffset }) }), agents)[0]?.actions;
    const place = { id: "raw", text: "Show the place" };
    const served = { id: "save-served", text: "Save as served" };
    expect(limitAt(0)).toEqual([place, served]);
    expect(limitAt(null)).toEqual([served]);
    // Bytes that are not kept cannot be shown.
    expect(limitAt(bodyWith(incomplete).byteLength)).toEqual([]);
  });

  it("does not repeat in warnings and positions that the body stops early", () => {
    const cutRow: DocumentNotice = {
      ...incomplete,
      code: "malformed",
      severity: "caution",
      title: "Breaks at byte 8.",
    };
    const warnings = ["Incomplete: 10 of 20 bytes arrived.", "The server is not proven."];
    const notices = noticesOf(answer({ warnings, document: bodyWith(incomplete, cutRow) }), agents);
    expect(notices.map(({ title }) => title)).toEqual(["The server is not proven.", "Incomplete: 10 of 20 bytes."]);
    const broken = noticesOf(answer({ document: bodyWith({ ...cutRow, severity: "danger" }) }), agents);
    expect(broken.map(({ title }) => title)).toEqual(["Breaks at byte 8."]);
  });

  it("leaves out what the pane shows anyway", () => {
    const notTable: DocumentNotice = { ...incomplete, code: "not-a-table", severity: "info" };
    expect(noticesOf(answer({ document: bodyWith(notTable) }), agents)).toEqual([]);
  });
});

it("says what has no data", () => {
  const empty = answer({ status: 204 });
  expect(noDataSentence(empty, resourceAt("lists/ID/contacts"))).toBe("204: this list has no members.");
  expect(noDataSentence(empty, resourceAt("contacts"))).toBe("204: this account has no contacts.");
  expect(noDataSentence(empty, null)).toBe("204: the answer has no body.");
});
