import { parseArgs } from "node:util";
import { csvWriters, isCsvWriterName } from "./csv-writers.ts";
import { maxContactCount } from "./data/contact.ts";
import { isFaultName, isNetworkFault, practiceFaults, type FaultName } from "./fault-list.ts";
import { createPracticeServer, type PracticeServer } from "./server.ts";

const usage = `Usage: npm run practice -- [options]

  --port NUMBER               port on 127.0.0.1; 0, the default, takes a free one
  --contacts NUMBER           contacts of the agent account, 1 to ${maxContactCount}; 248 by default
  --seed NUMBER               other data; 1 by default
  --delay MILLISECONDS        waits before each answer
  --bytes-per-second NUMBER   sends bodies at this rate
  --csv-writer NAME           another way to write CSV:
${Object.entries(csvWriters)
  .map(([name, { summary }]) => `      ${name.padEnd(26)} ${summary}`)
  .join("\n")}
  --fault NAME                something goes wrong on the way, in the login or in every answer:
${practiceFaults.map(({ name, summary }) => `      ${name.padEnd(26)} ${summary}`).join("\n")}
  --help                      this text
`;

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      contacts: { type: "string" },
      seed: { type: "string" },
      delay: { type: "string" },
      "bytes-per-second": { type: "string" },
      fault: { type: "string" },
      "csv-writer": { type: "string" },
      help: { type: "boolean" },
    },
  });
  const number = (
    name: Exclude<keyof typeof values, "help">,
    lowest: number,
    highest: number,
    missing: number,
  ): number => {
    const text = values[name];
    if (text === undefined) return missing;
    const value = Number(text);
    if (!/^\d+$/u.test(text) || value < lowest || value > highest)
      throw new Error(`--${name} must be a whole number from ${lowest} to ${highest}.`);
    return value;
  };
  const fault = values.fault ?? null;
  if (fault !== null && !isFaultName(fault)) throw new Error(`There is no fault named ${fault}.`);
  const csvWriter = values["csv-writer"];
  if (csvWriter !== undefined && !isCsvWriterName(csvWriter)) {
    throw new Error(`There is no CSV writer named ${csvWriter}.`);
  }
  const rate = number("bytes-per-second", 1, 1_000_000_000, 0);
  return {
    help: values.help === true,
    fault,
    server: {
      port: number("port", 0, 65_535, 0),
      contacts: number("contacts", 1, maxContactCount, 248),
      seed: number("seed", 0, 0xffff_ffff, 1),
      delayMs: number("delay", 0, 3_600_000, 0),
      ...(rate === 0 ? {} : { bytesPerSecond: rate }),
      ...(csvWriter === undefined ? {} : { csvWriter }),
    },
  };
}

/** A network fault uses the port exclusively; the server is not reachable without the fault. */
async function startWith(server: PracticeServer, fault: FaultName | null, port: number): Promise<string> {
  if (fault !== null && isNetworkFault(fault)) return server.faultyAddress(fault, port);
  server.setFault(fault);
  return (await server.start()).baseUrl;
}

async function main(args: readonly string[]): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const server = createPracticeServer(options.server);
  try {
    const baseUrl = await startWith(server, options.fault, options.server.port);
    console.log(`Practice server: ${baseUrl}`);
  } catch (error) {
    const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    console.error(inUse ? `Port ${options.server.port} is in use. Choose another with --port.` : String(error));
    return 1;
  }
  for (const { userName, password, level } of server.accounts)
    console.log(`  ${level.padEnd(7)} account: user name ${userName}, password ${password}`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  await server.stop();
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
