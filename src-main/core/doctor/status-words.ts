import type { VerdictCode } from "#shared/doctor-names.ts";
import { listInWords } from "#shared/amounts.ts";
import { explainStatus, titleOfStatus } from "#shared/rezora/status.ts";
import type { Finding } from "./finding.ts";
import { codeOf, shownValue } from "./shown-value.ts";
import type { WordsOf } from "./verdict-words.ts";

type StatusCode = Extract<
  VerdictCode,
  | "wrong-base-url"
  | "no-authentication-asked"
  | "signed-request-refused"
  | "forbidden"
  | "locked"
  | "rate-limited"
  | "proxy-login"
  | "captive-portal"
  | "gateway-failed"
  | "server-error"
  | "maintenance"
  | "web-page"
  | "unexpected-answer"
>;

const notTheLogin = "Your user name and password were not looked at yet, so nothing is known about them.";
const nothingToChange = "Nothing has to be changed in your program.";

/** The words for verdicts decided by a status, or by what came with it. The meanings match those of other views. */
export const statusWords: Readonly<Record<StatusCode, WordsOf>> = {
  "wrong-base-url": ({ server, apiVersion, designator }, { status }) => ({
    title: "There is no API at this base URL.",
    explanation: `\`${server}\` is a web server and answered ${status ?? 404} for \`/${apiVersion}/${designator}\` before it asked for a login. The API asks for a login on every path below its version, so host, path or version are wrong.`,
    tell: `Please check the base URL in your program: host, path and the version \`${apiVersion}\` must be exactly those of the documentation. ${notTheLogin}`,
  }),
  "no-authentication-asked": ({ designator }, { status, detail }) => ({
    title: "The server answers without asking for a login.",
    explanation: `\`${designator}\` answered ${status ?? 200} to a request that carried no login${detail === "" ? "" : `, with ${detail}`}. The API never does that: a cache, a proxy${detail === "" ? "" : ", the sign-in page of a network"} or another server answers at this address.`,
    tell: `The address that your program uses responds without a login, so it is not the API itself. Please use the base URL of the documentation. ${notTheLogin}`,
  }),
  "signed-request-refused": ({ designator }, { status }) => ({
    title: `The server refuses the signed request with ${status ?? 400}.`,
    explanation: `The request without a login got a proper 401 for \`${designator}\`, and the same request with the login got ${status ?? 400}. Servers such as Apache do this when the uri in the Authorization header differs from the address that the server sees, because something on the way rewrites it. So does a server that cannot read the header. The login was not decided.`,
    tell: "The server rejects every signed request as malformed, although the request without a login reaches it. Most often a proxy between your program and the API rewrites the path or the query, so that the uri that was signed is not the one that arrives. Please use the API's own base URL, without a proxy that changes addresses. Nothing says that the password is wrong.",
  }),
  forbidden: ({ designator }, { status, signed }) =>
    signed
      ? {
          title: `The server refuses the signed request with ${status ?? 403}.`,
          explanation: `\`${designator}\` first asked for a login and then answered ${status ?? 403} to it. There are two explanations: a firewall, a proxy or a rule of the server forbids this account or this sender to use it; or the server answers a wrong password with 403, where HTTP has 401. The body may say which.`,
          tell: "The server knows how to ask for a login and refuses yours with 403. Either a firewall or a rule blocks your account or your address, or the user name or the password is refused in this way. Please check both by hand, and tell us the public address of your server.",
        }
      : {
          title: "The server forbids the request before it asks for a login.",
          explanation: `\`${designator}\` was answered with ${status ?? 403}. The API itself knows no 403: a firewall, a proxy or a block on the sender's address answered.`,
          tell: "Your request does not reach the API: something before it forbids it, such as a firewall or a list of allowed addresses. Please tell us the public address of your server, and ask the people who run your network about a proxy.",
        },
  locked: ({ userName }, found) => ({
    title: titleOfStatus(found.status ?? 423),
    explanation: `The server will not let \`${userName}\` in for now, whatever the password. ${adviceOf(found, 423)}${waitSentence(found)} ${loginSentence(found)}`,
    tell: `The account or the resource is locked, most often after too many wrong logins. Stop the programs that still try an old password,${found.wait === "" ? " wait" : ` wait ${found.wait}`}, then try again, or ask your account manager to unlock the account. A locked account refuses a correct password too.`,
  }),
  "rate-limited": (_facts, found) => ({
    title: titleOfStatus(found.status ?? 429),
    explanation: `The server limits the rate of requests and did not handle this one. ${found.wait === "" ? "Wait a while" : `Wait ${found.wait}, as its Retry-After asks`}, then run the diagnosis again. ${loginSentence(found)}`,
    tell: `Your program sends requests too often, or shares its address with programs that do.${found.wait === "" ? " Let it pause after a 429, and send fewer requests." : ` The server asks to wait ${found.wait}: let your program obey the \`Retry-After\` header of a 429.`} Nothing says that the login is wrong.`,
  }),
  "proxy-login": (_facts, found) => ({
    title: titleOfStatus(found.status ?? 407),
    explanation: `A proxy between this computer and the API answered. ${adviceOf(found, 407)} The login that it asks for is not the login of the API. ${loginSentence(found)}`,
    tell: `A proxy in your network asks for its own login, so your requests do not reach the API. The people who run your network can give you that login, or a way around the proxy. ${loginTell(found)}`,
  }),
  "captive-portal": (_facts, found) => ({
    title: titleOfStatus(found.status ?? 511),
    explanation: `The network answered in place of the API, as guest networks do until someone signs in (a captive portal). ${adviceOf(found, 511)} ${loginSentence(found)}`,
    tell: `The network that your program runs in asks for a sign-in of its own before it lets requests through. Open any web page in a browser there, sign in to the network, then try again. ${loginTell(found)}`,
  }),
  "gateway-failed": (_facts, found) => ({
    title: titleOfStatus(found.status ?? 502),
    explanation: `A gateway in front of the API answered, and the API itself did not. ${adviceOf(found, 502)}${waitSentence(found)} ${loginSentence(found)}`,
    tell: `A gateway in front of the API got no usable response from it (${found.status ?? 502}). Try again ${found.wait === "" ? "later" : `after ${found.wait}`}; if it goes on, send us the time and the address of one request. ${nothingToChange}`,
  }),
  "server-error": (_facts, { status, wait }) => ({
    title: `The server failed with ${status ?? 500}.`,
    explanation: `It answered with an error of its own instead of deciding about the login: ${lowered(explainStatus(status ?? 500).meaning)} There may be nothing wrong with the request.`,
    tell: `The server of the API failed (${status ?? 500}) when your program asked. Try again ${wait === "" ? "later" : `after ${wait}`}; if it goes on, send us the time and the address of one request. ${nothingToChange}`,
  }),
  maintenance: (_facts, found) => ({
    title: "The API is not available now.",
    explanation: `It answered ${found.status ?? 503}${found.wait === "" ? "" : `, and its Retry-After asks to wait ${found.wait}`}. Servers respond in this way during maintenance or when they are overloaded. ${loginSentence(found)}`,
    tell: `The API is not available at the moment${found.wait === "" ? "" : ` (try again after ${found.wait})`}. ${nothingToChange}`,
  }),
  "web-page": ({ designator }, { status }) => ({
    title: "A web page came back instead of data.",
    explanation: `\`${designator}\` answered ${status ?? 200} to the login, with an HTML page. The API serves JSON, XML or CSV, so this does not prove that the login was accepted: a sign-in page or a message of another server looks the same.`,
    tell: "Your program gets a web page where the API would send data, although the status says that all is well. Most often the base URL leads to a web site, or something on the way shows a sign-in page. Please check the base URL, and look at the page. Nothing says that the login is wrong.",
  }),
  "unexpected-answer": (facts, found) => {
    const { status } = found;
    const next = nextStep(found);
    return {
      title: status === null ? "The response could not be used." : titleOfStatus(status),
      explanation: `\`${facts.designator}\` was neither served nor refused because of the login${status === null ? reasonOf(found.detail) : `: the ${found.signed ? "signed request" : "request without a login"} was answered with ${status}`}.${next === "" ? "" : ` ${next}`} ${loginSentence(found)}`,
      tell: `The response of the server${status === null ? "" : ` (${status})`} does not show whether your login is right. Please send us the time and the exact address of the request. ${loginTell(found)}`,
    };
  },
};

/** What to do after a status to which the verdict adds nothing. */
function nextStep({ status, detail, signed }: Finding): string {
  if (status === null) return "";
  if (status === 400 && !signed) {
    return "The server did not accept the request as it stands. Check scheme, host and port of the base URL, and whether something on the way changes requests.";
  }
  if (status === 405) {
    const methods = detail.split(",").flatMap((method) => shownValue(method) || []);
    const allowed = methods.length === 0 ? "" : `It allows ${listInWords(methods)} only. `;
    return `${allowed}The API takes a GET on every resource, so another server may be answering at this base URL.`;
  }
  const { advice } = explainStatus(status);
  return detail.trim() === "" ? advice : `${advice} It names ${codeOf(detail, "none")}.`;
}

function adviceOf({ status }: Finding, otherwise: number): string {
  return explainStatus(status ?? otherwise).advice;
}

function waitSentence({ wait }: Finding): string {
  return wait === "" ? "" : ` The server asks to wait ${wait}.`;
}

function loginSentence({ signed }: Finding): string {
  return signed
    ? "The login was sent, and it was not decided."
    : "The login was not sent, so nothing is known about it yet.";
}

function loginTell({ signed }: Finding): string {
  return signed ? "Nothing says that the login is wrong." : notTheLogin;
}

function reasonOf(detail: string): string {
  return detail.trim() === "" ? "" : `: ${shownValue(detail).replace(/\.$/u, "")}`;
}

function lowered(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
