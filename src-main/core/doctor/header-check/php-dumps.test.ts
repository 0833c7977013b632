import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { clientHeader, rightValues } from "./client-doubles.ts";
import { checkHeader } from "./check-header.ts";

/** PHP itself prints what a script sees of a request; these forms are not written by us. */
const hasPhp = spawnSync("php", ["-v"]).status === 0;
// oxlint-disable-next-line no-console -- a skipped oracle must be reported
if (!hasPhp) console.info("php is not installed, so it is no oracle for the header check here.");

const printers = {
  print_r: "print_r($value);",
  var_dump: "var_dump($value);",
  var_export: "var_export($value);",
  json_encode: "print(json_encode($value));",
  "json_encode, pretty": "print(json_encode($value, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE));",
  htmlspecialchars: "print(htmlspecialchars(print_r($value, true)));",
};

function print(value: unknown, code: string): string {
  const script = `$value = json_decode(stream_get_contents(STDIN), true); ${code}`;
  return spawnSync("php", ["-d", "xdebug.mode=off", "-r", script], { input: JSON.stringify(value), encoding: "utf8" })
    .stdout;
}

const server = (authorization: string): Record<string, string> => ({
  REQUEST_METHOD: "GET",
  REQUEST_URI: rightValues.uri,
  SCRIPT_NAME: "/index.php",
  HTTP_HOST: "api.rezora.com",
  PHP_AUTH_DIGEST: authorization.replace("Digest ", ""),
});

function check(text: string): ReturnType<typeof checkHeader> {
  const login = { userName: rightValues.username, password: rightValues.password };
  return checkHeader({ text, method: null, url: null, nonceUse: null }, { login, lastChallenge: null });
}

describe.skipIf(!hasPhp).each(Object.entries(printers))("%s", (_, code) => {
  test("of $_SERVER: the correct header matches, the one that lost its query does not", () => {
    expect(check(print(server(clientHeader()), code))).toMatchObject({ outcome: "matches", method: "GET" });
    const lost = clientHeader({ uri: "/v1/contacts.json" });
    expect(check(print(server(lost), code)).code).toBe("uri-lacks-query");
  });

  test("of all headers, of one, and of PHP_AUTH_DIGEST: nothing is wrong, and there is not enough information", () => {
    const headers = { Host: "api.rezora.com", Authorization: clientHeader(), Accept: "*/*" };
    for (const value of [headers, clientHeader(), server(clientHeader())["PHP_AUTH_DIGEST"]]) {
      const headerCheck = check(print(value, code));
      expect(headerCheck).toMatchObject({ outcome: "not-enough", defects: [] });
      expect(headerCheck.missing).toEqual(expect.arrayContaining(["method", "url"]));
    }
  });
});
