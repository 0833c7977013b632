import { copyFile, mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openConnections } from "../connections/connections.ts";
import { secretsFormat } from "../connections/secrets.ts";
import { connectionsFormat } from "../connections/stored-connection.ts";
import { exportConnections, readConnections } from "../connections/transfer.ts";
import { editsFormat } from "../edits/edit-log.ts";
import { meterFormat } from "../exchanges/meter.ts";
import { createNotices } from "../notices.ts";
import { createPortDoubles, type PortDoubles } from "../port-doubles.ts";
import { createServices } from "../services.ts";
import { settingsFormat } from "../settings/settings-store.ts";
import { currentVersion } from "./stored-format.ts";

/**
 * A sample of every stored file in every version it ever had, as that version wrote it. A sample is never changed: a
 * commit that raises a version adds one that the application of that time has written.
 */
const samples = fileURLToPath(new URL("samples", import.meta.url));

const files = [
  { format: connectionsFormat, extension: "json" },
  { format: secretsFormat, extension: "json" },
  { format: settingsFormat, extension: "json" },
  { format: meterFormat, extension: "json" },
  { format: editsFormat, extension: "log" },
] as const;

const versions = files.flatMap(({ format, extension }) =>
  Array.from({ length: currentVersion(format) }, (_, index) => ({ kind: format.kind, extension, version: index + 1 })),
);
const sampleOf = ({ kind, version, extension }: (typeof versions)[number]): string =>
  `${kind}.v${String(version)}.${extension}`;
const oldest = versions.filter(({ version }) => version === 1);

let doubles: PortDoubles;

beforeEach(async () => {
  doubles = await createPortDoubles({ folder: await mkdtemp(join(tmpdir(), "rezora-samples-")) });
});
afterEach(() => doubles.remove());

test("there is a sample of every version of every stored file, and none of a version that does not exist", async () => {
  const wanted = [...versions.map(sampleOf), "exported-connections.v1.json"].toSorted();
  expect((await readdir(samples)).toSorted()).toEqual(wanted);
});

async function place(file: (typeof versions)[number], name: string): Promise<void> {
  await copyFile(join(samples, sampleOf(file)), join(doubles.folder, name));
}

/** The parts of the data folder that a user would miss. */
async function open() {
  const core = await createServices(doubles.ports);
  const context = { signal: AbortSignal.abort() };
  const { services } = core;
  const connections = await services.listConnections({}, context);
  const drafts = await services.listDrafts({}, context);
  const journals = await Promise.all(
    connections.map(({ connectionId }) => services.listJournal({ connectionId, limit: 100 }, context)),
  );
  const commits = await Promise.all(
    connections.map(({ connectionId }) => services.listCommits({ connectionId, limit: 100 }, context)),
  );
  const { theme } = await services.getSettings({}, context);
  const meters = await Promise.all(connections.map(({ connectionId }) => services.getMeter({ connectionId }, context)));
  const { notices } = await services.getApplication({}, context);
  await core.dispose();
  const own = connections.filter(({ practice }) => practice === null);
  return {
    names: own.map(({ name }) => name),
    withPassword: own.filter(({ hasPassword }) => hasPassword).length,
    drafts: drafts.map(({ change }) => change.title),
    journal: journals.flat().map(({ designator, state }) => [designator, state]),
    commits: commits.flat().map(({ note, writes, undoable, takesBack }) => ({ note, writes, undoable, takesBack })),
    theme,
    practice: connections.length - own.length,
    meters: meters.length,
    notices: notices.map(({ title }) => title),
  };
}

const everything = {
  names: ["Harbour & Oak, live", "Harbour & Oak, test"],
  withPassword: 2,
  drafts: ["Jane Smith"],
  journal: [["contacts/123456", "stored"]],
  // This version has no notes yet: its commits are undone like any other.
  commits: [{ note: "", writes: 1, undoable: 1, takesBack: false }],
  theme: "dark",
  practice: 2,
  meters: 4,
  notices: [] as string[],
};

describe("a data folder of the first version", () => {
  test("opens with everything in it", async () => {
    for (const file of oldest) await place(file, `${file.kind}.${file.extension}`);
    expect(await open()).toEqual(everything);
  });

  test("reopens in the current version with everything in it", async () => {
    for (const file of oldest) await place(file, `${file.kind}.${file.extension}`);
    await open();
    expect(await open()).toEqual(everything);
  });

  test.each(oldest.filter(({ extension }) => extension === "json"))(
    "opens from the backup of $kind if the file itself is unreadable",
    async (damaged) => {
      for (const file of oldest) {
        await place(file, `${file.kind}.${file.extension}`);
        if (file.extension === "json") await place(file, `${file.kind}.v1.backup.json`);
      }
      await writeFile(join(doubles.folder, `${damaged.kind}.json`), "{");
      const { notices, ...rest } = await open();
      expect({ ...rest, notices: [] }).toEqual(everything);
      expect(notices).toHaveLength(1);
    },
  );

  test("has the passwords that were entered", async () => {
    for (const file of oldest) await place(file, `${file.kind}.${file.extension}`);
    const { ports, time } = doubles;
    const storage = { notices: createNotices(ports.emit), log: ports.log, clock: time };
    const listeners = { loginEnded: () => undefined, removed: () => undefined };
    const connections = await openConnections(ports, storage, listeners);
    const passwords = connections
      .list()
      .filter(({ practice }) => practice === null)
      .map(({ connectionId }) => connections.login(connectionId).credentials?.password);
    await connections.close();
    expect(passwords).toEqual(["practice", "secret 1 ü"]);
  });
});

test("an exported file of every version can be imported, and the current version is written", async () => {
  const text = await readFile(join(samples, "exported-connections.v1.json"), "utf8");
  const { inputs, skipped } = readConnections(text);
  expect(skipped).toEqual([]);
  expect(inputs.map(({ name, baseUrl, gapMs }) => [name, baseUrl, gapMs])).toEqual([
    ["Harbour & Oak agent", "http://api.rezora.com", 750],
  ]);
  expect(JSON.parse(exportConnections([]))).toMatchObject({ version: 1 });
});
