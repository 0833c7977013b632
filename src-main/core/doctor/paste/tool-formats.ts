import type { PasteFormat, PlantedRequest } from "./paste-formats.ts";

/** How tools and libraries print the same request, for tests. Modelled on what each of them really prints. */

/** Cut out, not parsed: a parser would normalise it. */
const targetOf = (url: string): string => url.replace(/^https:\/\/[^/]*/u, "");
const headOf = ({ method, url, authorization }: PlantedRequest): string[] => [
  `${method} ${targetOf(url)} HTTP/1.1`,
  "Host: api.rezora.com",
  "User-Agent: OakSync/1.3",
  `Authorization: ${authorization}`,
  "Accept: */*",
];
const wireOf = (request: PlantedRequest): string => `${headOf(request).join("\r\n")}\r\n\r\n`;
const bytesIn = (text: string): number => Buffer.byteLength(text, "utf8");
const parametersOf = (authorization: string): string => authorization.replace("Digest ", "");
const serverVariables = ({ method, url, authorization }: PlantedRequest): (readonly [string, string])[] => [
  ["HTTP_HOST", "api.rezora.com"],
  ["REQUEST_METHOD", method],
  ["REQUEST_URI", targetOf(url)],
  ["HTTP_AUTHORIZATION", authorization],
  ["SERVER_PROTOCOL", "HTTP/1.1"],
];
const pairsOf = ({ authorization }: PlantedRequest): (readonly [string, string])[] => [
  ["Host", "api.rezora.com"],
  ["Authorization", authorization],
  ["Accept", "*/*"],
];

export const printR = (pairs: readonly (readonly [string, string])[]): string =>
  `Array\n(\n${pairs.map(([key, value]) => `    [${key}] => ${value}\n`).join("")})\n`;

export const varDump = (pairs: readonly (readonly [string, string])[]): string =>
  `array(${String(pairs.length)}) {\n${pairs
    .map(([key, value]) => `  ["${key}"]=>\n  string(${String(bytesIn(value))}) "${value}"\n`)
    .join("")}}\n`;

export const varExport = (pairs: readonly (readonly [string, string])[]): string =>
  `array (\n${pairs
    .map(([key, value]) => `  '${key}' => '${value.replaceAll(/[\\']/gu, String.raw`\$&`)}',\n`)
    .join("")})`;

/** `perLine` characters in each line, or fewer before a line ending. */
export function traceAscii(text: string, perLine = 64): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\r\n", at);
    const length = end < 0 ? Math.min(perLine, text.length - at) : Math.min(perLine, end - at);
    lines.push(`${at.toString(16).padStart(4, "0")}: ${text.slice(at, at + length)}`);
    at += length;
    if (text.startsWith("\r\n", at)) at += 2;
  }
  return `=> Send header, ${String(text.length)} bytes (0x${text.length.toString(16)})\n${lines.join("\n")}\n`;
}

/** Offset, hexadecimal digits and text, as each tool arranges them. */
export function hexDump(
  text: string,
  style: {
    readonly offset: (at: number) => string;
    readonly group: number;
    readonly frame: string;
    readonly gap?: string;
  },
): string {
  const bytes = Buffer.from(text, "utf8");
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const groups: string[] = [];
    for (let from = 0; from < part.length; from += style.group) {
      groups.push(part.subarray(from, from + style.group).toString("hex"));
    }
    const width = 32 + 16 / style.group - 1;
    const shown = Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
    lines.push(
      `${style.offset(at)}${groups.join(" ").padEnd(width)}${style.frame === "" ? (style.gap ?? "  ") : ` ${style.frame}`}${shown}${style.frame}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

const hexOf = (at: number, digits: number): string => at.toString(16).padStart(digits, "0");
const wrapped = (text: string, columns: number): string =>
  text
    .split("\n")
    .flatMap((line) => line.match(new RegExp(`.{1,${String(columns)}}`, "gu")) ?? [""])
    .join("\n");

export const toolFormats: readonly PasteFormat[] = [
  {
    name: "fetch as a browser copies it",
    has: "all",
    write: ({ method, url, authorization }) =>
      `fetch(${JSON.stringify(url)}, {\n  "headers": {\n    "accept": "*/*",\n    "authorization": ${JSON.stringify(authorization)}\n  },\n  "referrer": "https://app.rezora.com/list?x=1",\n  "body": null,\n  "method": "${method}",\n  "mode": "cors",\n  "credentials": "include"\n});`,
  },
  {
    name: "fetch as Firefox copies it",
    has: "all",
    write: ({ method, url, authorization }) =>
      `await fetch(${JSON.stringify(url)}, {\n    "credentials": "omit",\n    "headers": {\n        "User-Agent": "Mozilla/5.0",\n        "Authorization": ${JSON.stringify(authorization)}\n    },\n    "method": "${method}",\n    "mode": "cors"\n});`,
  },
  {
    name: ".NET HttpRequestMessage",
    has: "all",
    write: ({ method, url, authorization }) =>
      `Method: ${method}, RequestUri: '${url}', Version: 1.1, Content: <null>, Headers:\r\n{\r\n  Authorization: ${authorization}\r\n  Accept: */*\r\n}`,
  },
  { name: "print_r of $_SERVER", has: "all", write: (request) => printR(serverVariables(request)) },
  { name: "var_dump of $_SERVER", has: "all", write: (request) => varDump(serverVariables(request)) },
  { name: "var_export of $_SERVER", has: "all", write: (request) => varExport(serverVariables(request)) },
  {
    name: "json_encode of $_SERVER",
    has: "all",
    isVerbatim: false,
    write: (request) => JSON.stringify(Object.fromEntries(serverVariables(request))).replaceAll("/", String.raw`\/`),
  },
  { name: "print_r of getallheaders()", has: "header", write: (request) => printR(pairsOf(request)) },
  { name: "var_dump of getallheaders()", has: "header", write: (request) => varDump(pairsOf(request)) },
  { name: "var_export of getallheaders()", has: "header", write: (request) => varExport(pairsOf(request)) },
  {
    name: "print_r with PHP_AUTH_DIGEST",
    has: "all",
    write: (request) =>
      printR([
        ...serverVariables(request).filter(([name]) => name !== "HTTP_AUTHORIZATION"),
        ["PHP_AUTH_DIGEST", parametersOf(request.authorization)],
      ]),
  },
  {
    name: "var_dump of PHP_AUTH_DIGEST alone",
    has: "header",
    write: ({ authorization }) => {
      const value = parametersOf(authorization);
      return `string(${String(bytesIn(value))}) "${value}"\n`;
    },
  },
  {
    name: "CGI variables",
    has: "all",
    write: (request) =>
      serverVariables(request)
        .map(([name, value]) => `${name}=${value}`)
        .join("\n"),
  },
  {
    name: "WSGI environment",
    has: "all",
    write: ({ method, url, authorization }) => {
      const [path = "", query = ""] = targetOf(url).split("?");
      return `{'REQUEST_METHOD': '${method}', 'SCRIPT_NAME': '', 'PATH_INFO': '${decodeURIComponent(path)}', 'QUERY_STRING': '${query}', 'HTTP_AUTHORIZATION': '${authorization}', 'wsgi.version': (1, 0)}`;
    },
  },
  {
    name: "Go request, %+v",
    has: "all",
    write: ({ method, url, authorization }) =>
      `&{Method:${method} URL:${url} Proto:HTTP/1.1 ProtoMajor:1 ProtoMinor:1 Header:map[Accept:[*/*] Authorization:[${authorization}]] Body:<nil> Host:api.rezora.com}`,
  },
  { name: "Go httputil dump", has: "all", write: (request) => `2026/11/23 12:00:00 ${wireOf(request)}` },
  {
    name: "OkHttp log",
    has: "all",
    write: ({ method, url, authorization }) =>
      `--> ${method} ${url} http/1.1\nAuthorization: ${authorization}\nAccept: */*\n--> END ${method}\n<-- 401 Unauthorized ${url} (12ms)`,
  },
  {
    name: "Net::HTTP debug output",
    has: "all",
    write: (request) =>
      `opening connection to api.rezora.com:443...\nopened\n<- ${JSON.stringify(wireOf(request))}\n-> "HTTP/1.1 401 Unauthorized\\r\\n"`,
  },
  {
    name: "Wireshark's packet tree",
    has: "all",
    write: (request) => {
      const [line = "", ...fields] = headOf(request);
      return `Hypertext Transfer Protocol\n    ${line}\\r\\n\n        [Expert Info (Chat/Sequence): ${line}\\r\\n]\n        Request Method: ${request.method}\n        Request URI: ${targetOf(request.url)}\n        Request Version: HTTP/1.1\n${fields.map((field) => `    ${field}\\r\\n\n`).join("")}    \\r\\n\n    [Full request URI: http://api.rezora.com${targetOf(request.url)}]\n    [HTTP request 1/1]\n`;
    },
  },
  {
    name: "tcpdump -A",
    has: "all",
    write: (request) =>
      `12:00:00.123456 IP 10.0.0.1.54321 > 192.0.2.7.80: Flags [P.], seq 1:300, ack 1, win 502, length 299: HTTP: ${headOf(request)[0] ?? ""}\nE..S..@.@........P.......... .x${wireOf(request)}`,
  },
  {
    name: "HAR entry",
    has: "all",
    write: ({ method, url, authorization }) =>
      JSON.stringify(
        {
          request: {
            method,
            url,
            httpVersion: "HTTP/1.1",
            headers: [
              { name: "Accept", value: "*/*" },
              { name: "Authorization", value: authorization },
            ],
          },
        },
        null,
        2,
      ),
  },
  {
    name: "Node's rawHeaders",
    has: "header",
    write: ({ authorization }) =>
      `[\n  'Host',\n  'api.rezora.com',\n  'Authorization',\n  '${authorization}',\n  'Accept',\n  '*/*'\n]`,
  },
  {
    name: "requests.get in Python",
    has: "all",
    write: ({ method, url, authorization }) =>
      `requests.${method.toLowerCase()}("${url}", headers={'Authorization': '${authorization}'})`,
  },
  {
    name: "logfmt",
    has: "all",
    write: ({ method, url, authorization }) =>
      `time=2026-11-23T12:00:00Z level=debug method=${method} url=${url} authorization=${JSON.stringify(authorization)}`,
  },
  {
    name: "percent-encoded log",
    has: "all",
    isVerbatim: false,
    write: ({ method, url, authorization }) =>
      `method=${method} url=${encodeURIComponent(url)} authorization=${encodeURIComponent(authorization)}`,
  },
  {
    name: "form-encoded log",
    has: "all",
    isVerbatim: false,
    write: ({ method, url, authorization }) =>
      new URLSearchParams({ method, url, authorization }).toString().replaceAll("&", " "),
  },
  {
    name: "curl --trace-ascii",
    has: "all",
    isVerbatim: false,
    write: (request) => `== Info: Connected\n${traceAscii(wireOf(request))}`,
  },
  {
    name: "curl --trace",
    has: "all",
    isVerbatim: false,
    write: (request) => {
      const text = wireOf(request);
      const dump = hexDump(text, { offset: (at) => `${hexOf(at, 4)}: `, group: 1, frame: "", gap: " " });
      return `=> Send header, ${String(text.length)} bytes (0x${text.length.toString(16)})\n${dump}`;
    },
  },
  {
    name: "tcpdump -X",
    has: "all",
    isVerbatim: false,
    write: (request) =>
      `12:00:00 IP 10.0.0.1.5 > 192.0.2.7.80: Flags [P.]\n${hexDump(`E..S..@${wireOf(request)}`, { offset: (at) => `\t0x${hexOf(at, 4)}:  `, group: 2, frame: "" })}`,
  },
  {
    name: "hexdump -C",
    has: "all",
    isVerbatim: false,
    write: (request) => hexDump(wireOf(request), { offset: (at) => `${hexOf(at, 8)}  `, group: 1, frame: "|" }),
  },
  {
    name: "xxd",
    has: "all",
    isVerbatim: false,
    write: (request) => hexDump(wireOf(request), { offset: (at) => `${hexOf(at, 8)}: `, group: 2, frame: "" }),
  },
  {
    name: "broken after 70 columns",
    has: "all",
    isVerbatim: false,
    write: (request) => wrapped(headOf(request).join("\n"), 70),
  },
  {
    name: "broken after 33 columns",
    has: "all",
    isVerbatim: false,
    write: (request) => wrapped(headOf(request).join("\n"), 33),
  },
  {
    name: "French quotes and no-break spaces",
    has: "header",
    isVerbatim: false,
    write: ({ authorization }) =>
      `Authorization: ${authorization.replaceAll(" ", "\u00a0").replaceAll(/"([^"]*)"/gu, "«\u00a0$1\u00a0»")}`,
  },
  {
    name: "HTML with every special character encoded",
    has: "all",
    isVerbatim: false,
    write: (request) =>
      headOf(request).join("\n").replaceAll("&", "&amp;").replaceAll('"', "&#34;").replaceAll("<", "&lt;"),
  },
  { name: "Markdown", has: "all", write: (request) => `\`\`\`http\n${headOf(request).join("\n")}\n\`\`\`\n` },
  {
    name: "Markdown with the header as code",
    has: "header",
    write: ({ authorization }) => `They send \`Authorization: ${authorization}\` and get a 401.`,
  },
  {
    name: "numbered lines",
    has: "all",
    write: (request) =>
      headOf(request)
        .map((line, index) => `${String(index + 1).padStart(6)}\t${line}`)
        .join("\n"),
  },
  {
    name: "lines with their endings shown",
    has: "all",
    write: (request) =>
      headOf(request)
        .map((line) => `${line}^M$`)
        .join("\n"),
  },
  {
    name: "DevTools, name and value on lines of their own",
    has: "all",
    write: ({ method, url, authorization }) =>
      `Request URL:\n${url}\nRequest Method:\n${method}\nStatus Code:\n401 Unauthorized\nReferrer Policy:\nno-referrer\naccept:\n*/*\nauthorization:\n${authorization}\nhost:\napi.rezora.com`,
  },
  {
    name: "a table with tabs",
    has: "header",
    write: ({ authorization }) => `Host\tapi.rezora.com\nAuthorization\t${authorization}\nAccept\t*/*`,
  },
  {
    name: "nginx debug log",
    has: "all",
    write: ({ method, url, authorization }) =>
      `2026/11/23 12:00:00 [debug] 7#7: *1 http request line: "${method} ${targetOf(url)} HTTP/1.1"\n2026/11/23 12:00:00 [debug] 7#7: *1 http header: "Host: api.rezora.com"\n2026/11/23 12:00:00 [debug] 7#7: *1 http header: "Authorization: ${authorization}"`,
  },
  {
    name: "Java HttpRequest and its headers",
    has: "all",
    write: ({ method, url, authorization }) => `${url} ${method}\n{Accept=[*/*], Authorization=[${authorization}]}`,
  },
];
