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
  | "tls-not-yet-valid"
  | "client-certificate-wanted"
  | "tls-failed"
  | "https-expected"
  | "not-http"
  | "broken-head"
  | "unrequested-upgrade"
>;

export const ourSide = "Please have the people who run the API look at it; nothing has to be changed in your program.";
const noLogin = "Your user name and password were not sent and are not the reason.";

/** The words for verdicts without a readable response. */
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
    explanation: `The encrypted connection to \`${server}\` was broken off before anything was sent.${sentence(detail)} Another server may be answering in its place, or something on the way intercepts encrypted connections.`,
    tell: `The certificate of \`${server}\` is not trusted.${sentence(detail)} Please check the host name, and whether a proxy or a virus scanner in your network intercepts encrypted connections. Do not switch certificate checks off. ${noLogin}`,
  }),
  "tls-expired": ({ server }, { detail }) => ({
    title: "The server’s certificate has expired.",
    explanation: `The encrypted connection to \`${server}\` was broken off before anything was sent.${sentence(detail)} Either the certificate was not renewed in time, or the clock of this computer is wrong.`,
    tell: `The certificate of \`${server}\` has expired.${sentence(detail)} Please check the date and time of your server; if they are right, the people who run \`${server}\` must renew it. ${noLogin}`,
  }),
  "tls-not-yet-valid": ({ server }, { detail }) => ({
    title: "The server’s certificate is not valid yet.",
    explanation: `The encrypted connection to \`${server}\` was broken off before anything was sent.${sentence(detail)} Most often the clock of this computer is wrong: check its date and time. If they are right, the certificate was put into use too early.`,
    tell: `The certificate of \`${server}\` is not valid yet.${sentence(detail)} Please check the date and time of your server; if they are right, the people who run \`${server}\` must use a certificate that is valid. ${noLogin}`,
  }),
  "client-certificate-wanted": ({ server }, { detail }) => ({
    title: "The server requires a client certificate.",
    explanation: `\`${server}\` asked this computer for a certificate of its own and broke off without one.${sentence(detail)} The API asks for user name and password only, so something else answers at this address, or in front of the API.`,
    tell: `\`${server}\` requires a client certificate, which is another kind of login than the API's. Please check host and port in your program; if they are right, ask the people who run \`${server}\` for a certificate. ${noLogin}`,
  }),
  "tls-failed": ({ server }, { detail }) => ({
    title: "No encrypted connection could be made.",
    explanation: `\`${server}\` was reached, but does not speak TLS in a way that can be used.${detail === "" ? " Often https is written where the port speaks http." : sentence(detail)}`,
    tell: `No encrypted connection to \`${server}\` is possible.${sentence(detail)} Please check whether the base URL must begin with http or https, and the port. ${noLogin}`,
  }),
  "https-expected": ({ server }, { detail }) => ({
    title: "This port expects https.",
    explanation: `The base URL begins with http, and \`${server}\` speaks TLS.${sentence(detail)} Change the base URL to https.`,
    tell: `The port of \`${server}\` expects an encrypted connection. The base URL in your program must begin with https. ${noLogin}`,
  }),
  "not-http": ({ server }) => ({
    title: "What answers there does not speak HTTP.",
    explanation: `\`${server}\` answered with something that is not HTTP, so something other than a web server uses this port. The evidence shows the first lines.`,
    tell: `Something other than a web server answers on \`${server}\`. Please check host and port in your program. Nothing says that the login is wrong.`,
  }),
  "broken-head": ({ server }, { detail, signed }) => ({
    title: "The server’s response breaks the rules of HTTP.",
    explanation: `A web server answers on \`${server}\`, but the head of its response to the ${signed ? "signed request" : "request without a login"} cannot be used.${sentence(detail)} A client that guesses what was meant can be led astray, so nothing more was sent. The evidence shows the lines.`,
    tell: `The server, or a program in front of it, sends a response that breaks HTTP.${sentence(detail)} Some programs read it all the same, others refuse it. ${ourSide} Nothing says that the login is wrong.`,
  }),
  "unrequested-upgrade": ({ server }, { detail }) => ({
    title: "The server switched to another protocol without being asked.",
    explanation: `\`${server}\` answered 101 (Switching Protocols) to a request that asked for no other protocol, which HTTP forbids (RFC 9110 §7.8).${sentence(detail)} After that no response can follow, so the diagnosis ends here. Most often a proxy in front of the API is misconfigured.`,
    tell: `The server, or a proxy in front of it, switches to another protocol although your program did not ask for it. ${ourSide} Nothing says that the login is wrong.`,
  }),
};

/** Continues after another sentence; empty when there is nothing to add. */
function sentence(detail: string): string {
  return detail === "" ? "" : ` ${detail}`;
}
