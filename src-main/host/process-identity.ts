import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";

/** Identifies a process, so a later one with the same id is not mistaken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Its start time, in the system's own format. */
  readonly start: string;
  /** The boot of the system; empty if it is unknown. */
  readonly boot: string;
  /** Containers on one computer number their processes separately. */
  readonly namespace: string;
}

export async function readOwnIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, start: (await readStart(process.pid)) ?? "", ...(await readSystem()) };
}

/** `dead` only when that is certain: an unknown process counts as alive. */
export async function judgeProcess(known: ProcessIdentity): Promise<"alive" | "dead"> {
  const system = await readSystem();
  if (known.boot !== system.boot) return "dead";
  if (known.namespace !== system.namespace) return "alive";
  const start = await readStart(known.pid);
  return start === known.start ? "alive" : "dead";
}

async function readSystem(): Promise<Pick<ProcessIdentity, "boot" | "namespace">> {
  const [boot, namespace] = await Promise.all([
    readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
    readlink("/proc/self/ns/pid").catch(() => ""),
  ]);
  return { boot: boot.trim(), namespace };
}

/** null if the process does not exist. */
async function readStart(pid: number): Promise<string | null> {
  if (process.platform !== "linux") return askForStart(pid);
  const text = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => null);
  // The name in parentheses may contain anything; the 20th field after it is the start in ticks since the boot.
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  // A zombie no longer holds anything.
  return fields === undefined || fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
}

function askForStart(pid: number): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { env: { LC_ALL: "C", PATH: "/bin:/usr/bin" } };
    execFile("ps", ["-o", "lstart=", "-p", String(pid)], options, (_error, stdout) => {
      const start = stdout.trim();
      resolve(start === "" ? null : start);
    });
  });
}
