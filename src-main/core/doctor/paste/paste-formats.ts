import { toolFormats } from "./tool-formats.ts";

/** The ways in which people and programs pass on the same request, for tests. */
export interface PlantedRequest {
  readonly method: string;
  readonly url: string;
  /** The Authorization header's value. */
  readonly authorization: string;
}

export interface PasteFormat {
  readonly name: string;
  /** What it contains in addition to the header. */
  readonly has: "all" | "header" | "target";
  /** false: the values are encoded or broken, so what is marked in the text is not the value itself. */
  readonly isVerbatim?: false;
  readonly write: (request: PlantedRequest) => string;
}

/** Cut out, not parsed: a parser would normalise it. */
const targetOf = (url: string): string => url.replace(/^https:\/\/[^/]*/u, "");
const headLines = ({ method, url, authorization }: PlantedRequest): string[] => [
  `${method} ${targetOf(url)} HTTP/1.1`,
  `Host: ${new URL(url).host}`,
  `Authorization: ${authorization}`,
  "Accept: application/json",
];
const escaped = (text: string, quote = '\\"'): string => text.replaceAll('"', quote);
const singleQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const writtenFormats: readonly PasteFormat[] = [
  { name: "raw lines", has: "all", write: (request) => `${headLines(request).join("\n")}\n\n` },
  { name: "raw lines with CRLF", has: "all", write: (request) => `${headLines(request).join("\r\n")}\r\n\r\n` },
  {
    name: "curl -v",
    has: "all",
    write: (request) =>
      `*   Trying 127.0.0.1:80...\n* Connected\n${headLines(request)
        .map((line) => `> ${line}`)
        .join("\n")}\n> \n< HTTP/1.1 401 Unauthorized\n< Content-Length: 0\n< \n* Connection #0 left intact\n`,
  },
  { name: "header line", has: "header", write: ({ authorization }) => `Authorization: ${authorization}` },
  { name: "header in small letters", has: "header", write: ({ authorization }) => `authorization: ${authorization}\n` },
  { name: "value alone", has: "header", write: ({ authorization }) => `  ${authorization}\n` },
  { name: "parameters alone", has: "header", write: ({ authorization }) => authorization.replace("Digest ", "") },
  {
    name: "folded",
    has: "all",
    write: (request) => headLines(request).join("\r\n").replaceAll(/", /gu, '",\r\n\t'),
  },
  {
    name: "cut by a mail program",
    has: "header",
    write: ({ authorization }) => `Authorization: ${authorization.replaceAll(/", /gu, '",\n')}\nThanks,\nJane`,
  },
  {
    name: "quoted in a mail",
    has: "all",
    write: (request) =>
      headLines(request)
        .map((line) => `> ${line.replaceAll(/", /gu, '",\n> ')}`)
        .join("\n"),
  },
  {
    name: "log lines with times",
    has: "all",
    write: (request) =>
      headLines(request)
        .map((line, index) => `2026-11-23 12:00:0${String(index)},123 DEBUG [http-nio-8] o.a.http.wire: >> ${line}`)
        .join("\n"),
  },
  {
    name: "log lines of Apache's HttpClient",
    has: "all",
    write: (request) =>
      headLines(request)
        .map((line) => `DEBUG org.apache.http.wire - http-outgoing-0 >> "${line}[\\r][\\n]"`)
        .join("\n"),
  },
  {
    name: "a debug line with header:",
    has: "header",
    write: ({ authorization }) => `DEBUG: header: Authorization: ${authorization}`,
  },
  {
    name: "JSON",
    has: "all",
    write: ({ method, url, authorization }) =>
      JSON.stringify({ method, url, headers: { Authorization: authorization, Host: new URL(url).host } }),
  },
  {
    name: "JSON on several lines",
    has: "all",
    write: ({ method, url, authorization }) =>
      JSON.stringify({ method, url, headers: { Authorization: authorization } }, null, 2),
  },
  {
    name: "JSON within JSON",
    has: "header",
    write: ({ authorization }) =>
      JSON.stringify({ level: "debug", message: JSON.stringify({ Authorization: authorization, Accept: "*/*" }) }),
  },
  {
    name: "Python's http.client",
    has: "all",
    write: (request) =>
      `send: b'${headLines(request).join("\\r\\n")}\\r\\n\\r\\n'\nreply: 'HTTP/1.1 401 Unauthorized\\r\\n'`,
  },
  {
    name: "a Python dictionary",
    has: "header",
    write: ({ authorization }) => `{'User-Agent': 'x', 'Authorization': '${authorization}', 'Accept': '*/*'}`,
  },
  {
    name: "a PHP array",
    has: "header",
    write: ({ authorization }) => `[\n  'Accept' => '*/*',\n  'Authorization' => '${authorization}',\n]`,
  },
  {
    name: "nginx access log",
    has: "target",
    write: ({ method, url, authorization }) =>
      `192.0.2.7 - - [23/Nov/2026:12:00:00 +0000] "${method} ${targetOf(url)} HTTP/1.1" 401 381 "-" "OakSync/1.3" "${escaped(authorization, "\\x22")}"`,
  },
  {
    name: "Apache access log",
    has: "target",
    write: ({ method, url, authorization }) =>
      `192.0.2.7 - - [23/Nov/2026:12:00:00 +0000] "${method} ${targetOf(url)} HTTP/1.1" 401 381 "${escaped(authorization)}"`,
  },
  {
    name: "curly quotes",
    has: "header",
    write: ({ authorization }) => `Authorization: ${authorization.replaceAll(/"([^"]*)"/gu, "“$1”")}`,
  },
  {
    name: "HTML",
    has: "header",
    write: ({ authorization }) => `Authorization: ${authorization.replaceAll('"', "&quot;")}`,
  },
  {
    name: "curl for sh",
    has: "all",
    write: ({ method, url, authorization }) =>
      `curl -sS -X ${method} ${singleQuoted(url)} \\\n  -H ${singleQuoted(`Authorization: ${authorization}`)} \\\n  -H "Accept: application/json"`,
  },
  {
    name: "curl in double quotes behind a prompt",
    has: "all",
    write: ({ method, url, authorization }) =>
      `user@host:~$ curl -X${method} -H "Authorization: ${escaped(authorization)}" "${url}" | jq .`,
  },
  {
    name: "curl for Windows cmd",
    has: "all",
    write: ({ method, url, authorization }) =>
      `C:\\Users\\jane>curl ^"${url}^" ^\r\n  -X ${method} ^\r\n  -H ^"Authorization: ${escaped(authorization, '^\\^"')}^" ^\r\n  --compressed`,
  },
  {
    name: "curl.exe for PowerShell",
    has: "all",
    write: ({ method, url, authorization }) =>
      `PS C:\\> curl.exe --request ${method} \`\n  -H "Authorization: ${escaped(authorization, '\\`"')}" \`\n  "${url}"`,
  },
  {
    name: "Invoke-WebRequest",
    has: "all",
    write: ({ method, url, authorization }) =>
      `Invoke-WebRequest -Uri "${url}" -Method ${method} -Headers @{\n  "Authorization"="${escaped(authorization, '`"')}"\n  "Accept"="*/*"\n}`,
  },
];

export const pasteFormats: readonly PasteFormat[] = [...writtenFormats, ...toolFormats];
