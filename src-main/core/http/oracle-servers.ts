import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { listen } from "./loopback.ts";

/** A third-party server, started for one test file. For tests only. */
export interface OracleServer {
  readonly origin: string;
  stop(): Promise<void>;
}

export interface OracleUser {
  readonly userName: string;
  readonly password: string;
}

export const realm = "Rezora API";
const patienceMs = 20_000;
const pollMs = 20;

/** The path of a program, or null, in which case its tests are reported as skipped. */
export function findProgram(name: string): string | null {
  for (const folder of ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"]) {
    const path = join(folder, name);
    if (spawnSync(path, ["-v"]).error === undefined) return path;
  }
  return null;
}

function hash(algorithm: "md5" | "sha256", ...values: readonly string[]): string {
  return createHash(algorithm).update(values.join(":")).digest("hex");
}

/** Prepares a free port and a folder that any user can read, and waits until the server accepts connections. */
async function launch(
  command: string,
  prepare: (folder: string, port: number) => Promise<readonly string[]>,
): Promise<OracleServer> {
  const folder = await mkdtemp(join(tmpdir(), "oracle-"));
  await chmod(folder, 0o755);
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));

  const child = spawn(command, await prepare(folder, port), { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
    process.off("exit", kill);
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await accepts(child, port))) {
    await stop();
    throw new Error(`${command} did not start: ${complaint}`);
  }
  return { origin: `http://127.0.0.1:${port}`, stop };
}

async function accepts(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (child.exitCode === null && Date.now() < deadline) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.on("error", () => resolve(false));
    });
    if (connected) return true;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}

/** A realm whose backslash neither Apache nor lighttpd escapes in the challenge. */
export const backslashRealm = String.raw`OAK\ops`;

/**
 * Apache httpd with mod_auth_digest. `/short/` has nonces that are valid for one second, `/backslash/` the realm with a
 * backslash.
 */
export async function startApache(program: string, users: readonly OracleUser[]): Promise<OracleServer> {
  return launch(program, async (folder, port) => {
    const entries = users.flatMap(({ userName, password }) =>
      [realm, backslashRealm].map((of) => `${userName}:${of}:${hash("md5", userName, of, password)}`),
    );
    await writeFile(join(folder, "users"), `${entries.join("\n")}\n`);
    for (const name of ["long", "short", "backslash"]) {
      await mkdir(join(folder, "files", name), { recursive: true });
      await writeFile(join(folder, "files", name, "index.txt"), "served by Apache\n");
    }
    const protect = (name: string, seconds: number, authName = realm): string => `
      <Directory "${folder}/files/${name}">
        AuthType Digest
        AuthName "${authName}"
        AuthDigestProvider file
        AuthUserFile "${folder}/users"
        AuthDigestNonceLifetime ${seconds}
        Require valid-user
      </Directory>`;
    const modules = ["mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_digest"];
    await writeFile(
      join(folder, "httpd.conf"),
      `ServerRoot "${folder}"
      ServerName 127.0.0.1
      Listen 127.0.0.1:${port}
      PidFile "${folder}/httpd.pid"
      ErrorLog "${folder}/error.log"
      DefaultRuntimeDir "${folder}"
      ${process.getuid?.() === 0 ? "User www-data\n      Group www-data" : ""}
      ${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n      ")}
      DocumentRoot "${folder}/files"
      ${protect("long", 300)}
      ${protect("short", 1)}
      ${protect("backslash", 300, backslashRealm.replace("\\", String.raw`\\\\`))}
      `,
    );
    return ["-X", "-f", join(folder, "httpd.conf")];
  });
}

/** lighttpd with mod_auth: a folder for each algorithm, one for both, one with userhash. */
export async function startLighttpd(program: string, users: readonly OracleUser[]): Promise<OracleServer> {
  return launch(program, async (folder, port) => {
    const entries = users.flatMap(({ userName, password }) =>
      (["md5", "sha256"] as const).flatMap((algorithm) =>
        [realm, backslashRealm].map((of) =>
          [userName, of, hash(algorithm, userName, of, password), hash(algorithm, userName, of)].join(":"),
        ),
      ),
    );
    await writeFile(join(folder, "users"), `${entries.join("\n")}\n`);
    const folders = { md5: "MD5", sha256: "SHA-256", both: "SHA-256|MD5", hashed: "SHA-256", backslash: "MD5" };
    for (const name of Object.keys(folders)) {
      await mkdir(join(folder, "files", name), { recursive: true });
      await writeFile(join(folder, "files", name, "index.txt"), "served by lighttpd\n");
    }
    const rules = Object.entries(folders).map(
      ([
        name,
        algorithm,
      ]) => `"/${name}/" => ( "method" => "digest", "realm" => "${name === "backslash" ? backslashRealm : realm}", "require" => "valid-user",
        "algorithm" => "${algorithm}"${name === "hashed" ? ', "userhash" => "enable"' : ""} )`,
    );
    await writeFile(
      join(folder, "lighttpd.conf"),
      `server.modules = ( "mod_auth", "mod_authn_file" )
      server.document-root = "${folder}/files"
      server.bind = "127.0.0.1"
      server.port = ${port}
      mimetype.assign = ( ".txt" => "text/plain" )
      auth.backend = "htdigest"
      auth.backend.htdigest.userfile = "${folder}/users"
      auth.require = ( ${rules.join(",\n")} )
      `,
    );
    return ["-D", "-f", join(folder, "lighttpd.conf")];
  });
}

/**
 * PHP's own server with digest as the PHP manual teaches it: uniqid() as nonce, md5 of the realm as opaque, required
 * qop, nc and cnonce, no stale, and a refusal without a new challenge.
 */
export async function startPhp(program: string, users: readonly OracleUser[]): Promise<OracleServer> {
  return launch(program, async (folder, port) => {
    await writeFile(join(folder, "users.json"), JSON.stringify(users));
    await writeFile(
      join(folder, "router.php"),
      `<?php
      $realm = '${realm}';
      $sent = $_SERVER['PHP_AUTH_DIGEST'] ?? '';
      if ($sent === '') {
        header('HTTP/1.1 401 Unauthorized');
        header('WWW-Authenticate: Digest realm="' . $realm . '",qop="auth",nonce="' . uniqid() . '",opaque="' . md5($realm) . '"');
        exit('asked');
      }
      $needed = ['nonce', 'nc', 'cnonce', 'qop', 'username', 'uri', 'response'];
      $found = [];
      preg_match_all('@(' . implode('|', $needed) . ')=(?:([\\'"])([^\\\\2]+?)\\\\2|([^\\\\s,]+))@', $sent, $matches, PREG_SET_ORDER);
      foreach ($matches as $match) $found[$match[1]] = $match[3] !== '' ? $match[3] : $match[4];
      $passwords = array_column(json_decode(file_get_contents(__DIR__ . '/users.json'), true), 'password', 'userName');
      $password = $passwords[$found['username'] ?? ''] ?? null;
      $valid = $password !== null && count(array_intersect_key(array_flip($needed), $found)) === count($needed)
        && $found['response'] === md5(md5($found['username'] . ':' . $realm . ':' . $password) . ':' . $found['nonce'] . ':'
          . $found['nc'] . ':' . $found['cnonce'] . ':' . $found['qop'] . ':' . md5($_SERVER['REQUEST_METHOD'] . ':' . $_SERVER['REQUEST_URI']));
      if (!$valid) {
        header('HTTP/1.1 401 Unauthorized');
        exit('refused');
      }
      header('Content-Type: text/plain; charset=UTF-8');
      echo 'Hello ' . $found['username'] . ', ' . $_SERVER['REQUEST_METHOD'] . ' ' . file_get_contents('php://input');
      `,
    );
    return ["-S", `127.0.0.1:${port}`, join(folder, "router.php")];
  });
}

/** The same with a single-use nonce: the first login that uses it removes its file. */
export async function startOneTimePhp(program: string, users: readonly OracleUser[]): Promise<OracleServer> {
  return launch(program, async (folder, port) => {
    await writeFile(join(folder, "users.json"), JSON.stringify(users));
    await mkdir(join(folder, "nonces"));
    await writeFile(
      join(folder, "router.php"),
      `<?php
      $realm = '${realm}';
      $sent = $_SERVER['PHP_AUTH_DIGEST'] ?? '';
      preg_match_all('@(\\w+)=(?:"([^"]*)"|([^\\s,]+))@', $sent, $matches, PREG_SET_ORDER);
      $found = [];
      foreach ($matches as $match) $found[$match[1]] = $match[2] !== '' ? $match[2] : ($match[3] ?? '');
      $passwords = array_column(json_decode(file_get_contents(__DIR__ . '/users.json'), true), 'password', 'userName');
      $ha1 = md5(($found['username'] ?? '') . ':' . $realm . ':' . ($passwords[$found['username'] ?? ''] ?? ''));
      $ha2 = md5($_SERVER['REQUEST_METHOD'] . ':' . $_SERVER['REQUEST_URI']);
      $parts = array_map(fn ($name) => $found[$name] ?? '', ['nonce', 'nc', 'cnonce', 'qop']);
      $proven = isset($passwords[$found['username'] ?? '']) && ($found['response'] ?? '') === md5(implode(':', [$ha1, ...$parts, $ha2]));
      if (!$proven || !@unlink(__DIR__ . '/nonces/' . basename($found['nonce'] ?? ''))) {
        $nonce = bin2hex(random_bytes(16));
        touch(__DIR__ . '/nonces/' . $nonce);
        header('HTTP/1.1 401 Unauthorized');
        header('WWW-Authenticate: Digest realm="' . $realm . '",qop="auth",nonce="' . $nonce . '"' . ($proven ? ',stale=true' : ''));
        exit;
      }
      echo 'served once';
      `,
    );
    return ["-S", `127.0.0.1:${port}`, join(folder, "router.php")];
  });
}
