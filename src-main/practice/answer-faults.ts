import { answerOf } from "./answer.ts";
import { apachePage } from "./apache-pages.ts";
import { bodyFaults } from "./body-faults.ts";
import { csvFaults } from "./csv-writers.ts";
import type { Fault } from "./fault.ts";
import { withFormatDifferences } from "./format-differences.ts";
import { rawFaults } from "./raw-faults.ts";
import { mediaTypes } from "./target.ts";

const utf8Html = "text/html; charset=UTF-8";

const phpWarning =
  "<br />\n<b>Warning</b>:  Invalid argument supplied for foreach() in <b>/var/www/api/v1/index.php</b>" +
  " on line <b>142</b><br />\n";

function* startingWith(first: string, rest: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
  yield first;
  yield* rest;
}

/** Faults after a successful login, by name: the handshake is not affected. */
export const answerFaults = {
  ...rawFaults,
  slow: {
    summary: "the body comes slowly",
    spoil: (answer, { bytesPerSecond }) => ({ ...answer, pace: bytesPerSecond }),
  },
  silent: {
    summary: "the request is accepted and never answered",
    spoil: (answer) => ({ ...answer, delivery: "never" }),
  },
  truncated: {
    summary: "the connection closes before Content-Length is reached",
    spoil: (answer) => ({ ...answer, delivery: "short-of-length" }),
  },
  "cut-chunk": {
    summary: "the connection closes in the middle of a chunk",
    spoil: (answer) => ({ ...answer, delivery: "cut-in-chunk" }),
  },
  "wrong-type": {
    summary: "Content-Type names another format",
    spoil: (answer) => ({
      ...answer,
      contentType: `${mediaTypes[answer.format === "csv" ? "json" : "csv"]}; charset=UTF-8`,
    }),
  },
  "php-warning": {
    summary: "a PHP warning stands before the body",
    spoil: (answer) => ({ ...answer, body: startingWith(phpWarning, answer.body ?? []) }),
  },
  "html-error": {
    summary: "an HTML page of the web server with status 500",
    spoil: (answer) => ({
      ...answer,
      status: 500,
      contentType: "text/html; charset=iso-8859-1",
      headers: [],
      body: [apachePage("500 Internal Server Error", "The server encountered an internal error.")],
    }),
  },
  "server-error": {
    summary: "status 500, an internal error of the API",
    spoil: (answer) => answerOf({ kind: "refused", status: 500, message: "Internal error" }, answer.format, null),
  },
  gzip: {
    summary: "the body is compressed",
    spoil: (answer) => ({ ...answer, delivery: "gzip" }),
  },
  "formats-differ": {
    summary: "JSON, XML and CSV say different things, in eight ways",
    spoil: (answer) => ({ ...answer, body: withFormatDifferences(answer.format, answer.body ?? []) }),
  },
  redirect: {
    summary: "status 302 to another host",
    spoil: (answer, { target }) => ({
      ...answer,
      status: 302,
      contentType: utf8Html,
      headers: [["Location", `http://elsewhere.invalid${target}`]],
      body: [""],
    }),
  },
  "redirect-here": {
    summary: "status 302 to another resource of this server",
    spoil: (answer, { baseUrl }) => ({
      ...answer,
      status: 302,
      contentType: utf8Html,
      headers: [["Location", `${baseUrl}/v1/moved`]],
      body: [""],
    }),
  },
  "redirect-https": {
    summary: "status 301 to https on the same host",
    spoil: (answer, { baseUrl, target }) => ({
      ...answer,
      status: 301,
      contentType: utf8Html,
      headers: [["Location", `${baseUrl.replace(/^http:/u, "https:")}${target}`]],
      body: [""],
    }),
  },
  ...bodyFaults,
  ...csvFaults,
} as const satisfies Readonly<Record<string, Fault>>;

export type AnswerFaultName = keyof typeof answerFaults;
