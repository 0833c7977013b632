import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { findProgram } from "../../http/oracle-servers.ts";

/** A key and the certificates that a server presents with it, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** What is wrong with a certificate, for tests of how it is reported. */
export type CertificateName = "good" | "future" | "past" | "elsewhere" | "self-signed" | "no-intermediate" | "weak";

export interface TestAuthority {
  readonly root: string;
  readonly certificates: Readonly<Record<CertificateName, Certificate>>;
}

interface Made {
  readonly name: CertificateName | "intermediate";
  readonly subject: string;
  readonly extensions: string;
  readonly issuer?: "root" | "intermediate" | null;
  readonly from?: string;
  readonly to?: string;
  readonly key?: readonly string[];
}

const elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
const forThisComputer = "subjectAltName=DNS:localhost,IP:127.0.0.1";
const authority = "basicConstraints=critical,CA:TRUE";

const plans: readonly Made[] = [
  { name: "intermediate", subject: "Oak issuing authority", extensions: authority },
  { name: "good", subject: "localhost", extensions: forThisComputer },
  { name: "future", subject: "localhost", extensions: forThisComputer, from: "20990101000000Z", to: "20991231000000Z" },
  { name: "past", subject: "localhost", extensions: forThisComputer, from: "20200101000000Z", to: "20210101000000Z" },
  { name: "elsewhere", subject: "oak.example", extensions: "subjectAltName=DNS:oak.example,DNS:www.oak.example" },
  { name: "self-signed", subject: "localhost", extensions: forThisComputer, issuer: null },
  { name: "no-intermediate", subject: "localhost", extensions: forThisComputer, issuer: "intermediate" },
  { name: "weak", subject: "localhost", extensions: forThisComputer, key: ["-newkey", "rsa:768"] },
];

/** Creates a root and certificates under it for this run: none is kept in the repository. */
export async function createTestAuthority(): Promise<TestAuthority> {
  const folder = await mkdtemp(join(tmpdir(), "rezora-certificates-"));
  const at = (name: string): string => join(folder, name);
  const program = findProgram("openssl");
  if (program === null) throw new Error("These tests need openssl.");
  const openssl = (parameters: readonly string[]): void => {
    const { status, stderr } = spawnSync(program, parameters, { encoding: "utf8", cwd: folder });
    if (status !== 0) throw new Error(stderr);
  };
  try {
    const selfSigned = (name: string, subject: string, extensions: string): void =>
      openssl([
        "req",
        "-x509",
        ...elliptic,
        "-nodes",
        "-days",
        "30",
        "-subj",
        `/CN=${subject}`,
        "-addext",
        extensions,
        "-keyout",
        at(`${name}.key`),
        "-out",
        at(`${name}.pem`),
      ]);
    // Only `openssl ca` accepts dates, and it needs its own small database.
    await writeFile(at("index"), "");
    await writeFile(at("serial"), "1000\n");
    await writeFile(
      at("ca.conf"),
      "[ca]\ndefault_ca=test\n[test]\ndatabase=index\nserial=serial\nnew_certs_dir=.\npolicy=any\ndefault_md=sha256\nunique_subject=no\n[any]\ncommonName=supplied\n",
    );
    selfSigned("root", "Oak test root", "keyUsage=keyCertSign,cRLSign");
    for (const { name, subject, extensions, issuer = "root", from, to, key = elliptic } of plans) {
      if (issuer === null) {
        selfSigned(name, subject, extensions);
        continue;
      }
      openssl([
        "req",
        "-new",
        ...key,
        "-nodes",
        "-subj",
        `/CN=${subject}`,
        "-keyout",
        at(`${name}.key`),
        "-out",
        at("csr"),
      ]);
      await writeFile(at("extensions"), `${extensions}\n`);
      const dates = from === undefined || to === undefined ? ["-days", "30"] : ["-startdate", from, "-enddate", to];
      openssl([
        "ca",
        "-batch",
        "-config",
        "ca.conf",
        "-cert",
        `${issuer}.pem`,
        "-keyfile",
        `${issuer}.key`,
        ...dates,
        "-in",
        "csr",
        "-extfile",
        "extensions",
        "-notext",
        "-out",
        `${name}.pem`,
      ]);
    }
    const read = async (name: string): Promise<Certificate> => ({
      key: await readFile(at(`${name}.key`), "utf8"),
      cert: await readFile(at(`${name}.pem`), "utf8"),
    });
    const { cert: root } = await read("root");
    const names = plans.map(({ name }) => name).filter((name) => name !== "intermediate");
    const all = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
    return { root, certificates: Object.fromEntries(all) as Record<CertificateName, Certificate> };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes this process trust one more root until the returned function is called. */
export function trust(root: string): () => void {
  const original = tls.createSecureContext;
  tls.createSecureContext = (options) => original({ ...options, ca: [...tls.rootCertificates, root] });
  return () => {
    tls.createSecureContext = original;
  };
}
