import type { VerdictCode } from "#shared/doctor-names.ts";
import type { WordsOf } from "./verdict-words.ts";

type NetworkCode = Extract<
  VerdictCode,
  | "name-not-found"
  | "refused"
  | "unreachable"
  | "timed-out"
  | "connection-lost"
  | "tls-untrusted"
  | "tls-expired"
  | "tls-failed"
  | "not-http"
  | "broken-head"
  | "unrequested-upgrade"
>;

const noLogin = "Your user name and password were not sent and are not the reason.";

/** What is said when no answer came that could be read. */
export const networkWords: Readonly<Record<NetworkCode, WordsOf>> = {
  "name-not-found": ({ hostname }) => ({
    title: "The name of the server was not found.",
    explanation: `The system knows no address for \`${hostname}\`. The name is mistyped, it no longer exists, or this computer is not online.`,
    tell: `The host name \`${hostname}\` cannot be found. Please check how it is written in your program, and whether your server can look up names. ${noLogin}`,
  }),
  refused: ({ server }) => ({
    title: "The server refuses the connection.",
    explanation: `The computer is there, but nobody listens on \`${server}\`. The port is wrong, the service is not running, or a firewall turns it away.`,
    tell: `Nothing answers on \`${server}\`. Please check the port in your program, and whether a firewall stands between. ${noLogin}`,
  }),
  unreachable: ({ server }) => ({
    title: "There is no way to the server from here.",
    explanation: `The network has no route to \`${server}\`, or something on the way forbids it.`,
    tell: `\`${server}\` cannot be reached from your network. Please check network, VPN and firewall. ${noLogin}`,
  }),
  "timed-out": ({ server }) => ({
    title: "The server does not answer.",
    explanation: `Nothing was heard from \`${server}\` for the whole time-out. It is overloaded, hangs, or a firewall swallows the packets without a word.`,
    tell: `\`${server}\` did not answer in time. Please check whether a firewall drops the connection, and try again later. Nothing says that the login is wrong.`,
  }),
  "connection-lost": ({ server }) => ({
    title: "The connection broke off before an answer came.",
    explanation: `\`${server}\` took the request and closed the connection without an answer. The service crashed, or something between closed it.`,
    tell: `\`${server}\` closes the connection without an answer. Please try from another network; if it happens there too, send us the time of one request. Nothing says that the login is wrong.`,
  }),
  "tls-untrusted": ({ server }, { detail }) => ({
    title: "The server’s certificate is not trusted.",
    explanation: `The encrypted connection to \`${server}\` was broken off before anything was sent${because(detail)}. Another server may stand in its place, or something on the way opens encrypted connections.`,
    tell: `The certificate of \`${server}\` is not trusted. Please check the host name, and whether a proxy or a virus scanner in your network opens encrypted connections. Do not switch the check off. ${noLogin}`,
  }),
  "tls-expired": ({ server }, { detail }) => ({
    title: "The server’s certificate has expired.",
    explanation: `The encrypted connection to \`${server}\` was broken off before anything was sent${because(detail)}. Either the certificate was not renewed in time, or the clock of this computer is wrong.`,
    tell: `The certificate of \`${server}\` has expired. Please check date and time of your server; if they are right, the people who run \`${server}\` must renew it. ${noLogin}`,
  }),
  "tls-failed": ({ server }, { detail }) => ({
    title: "No encrypted connection could be made.",
    explanation: `\`${server}\` was reached, but does not speak TLS in a way that can be used${because(detail)}. Often https is written where the port speaks http.`,
    tell: `No encrypted connection to \`${server}\` is possible. Please check whether the base URL must begin with http or https, and the port. ${noLogin}`,
  }),
  "not-http": ({ server }) => ({
    title: "What answers there does not speak HTTP.",
    explanation: `\`${server}\` answered with something that is not HTTP, so something other than a web server uses this port. The evidence shows the first lines.`,
    tell: `Something other than a web server answers on \`${server}\`. Please check host and port in your program. Nothing says that the login is wrong.`,
  }),
  "broken-head": ({ server }) => ({
    title: "The response of the server breaks the rules of HTTP.",
    explanation: `A web server answers on \`${server}\`, but its response breaks HTTP, so that it cannot be read without guessing. The evidence names the rule and shows the line.`,
    tell: `The response of \`${server}\` breaks the rules of HTTP. Some programs read it all the same, others refuse it. The people who run \`${server}\` must correct it. Nothing says that the login is wrong.`,
  }),
  "unrequested-upgrade": ({ server }) => ({
    title: "The server switched to another protocol.",
    explanation: `\`${server}\` answered 101 Switching Protocols although nothing had asked for another protocol. HTTP does not allow that (RFC 9110, section 7.8). The server, or a proxy on the way, is set up for another purpose, or the port is wrong.`,
    tell: `\`${server}\` switches to another protocol instead of answering. Please check host and port in your program, and whether a proxy is on the way. Nothing says that the login is wrong.`,
  }),
};

function because(detail: string): string {
  return detail === "" ? "" : ` (${detail})`;
}
