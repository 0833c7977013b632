import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleForNode } from "#core/bundle-for-node.ts";
import { createPortDoubles, type PortDoubles } from "#core/port-doubles.ts";
import { createServices, type Core } from "#core/services.ts";
import { isFaultName } from "#practice/fault-list.ts";
import { createPracticeServer, type PracticeOptions, type PracticeServer } from "#practice/server.ts";

/** For tests: the core with doubles for its host, and a practice server that it talks to. */
export interface PracticeBench {
  readonly practice: PracticeServer;
  readonly doubles: PortDoubles;
  readonly core: Core;
  close(): Promise<void>;
}

export async function openPracticeBench(options: PracticeOptions = {}): Promise<PracticeBench> {
  const practice = createPracticeServer(options);
  const { baseUrl } = await practice.start();
  const scripts = await mkdtemp(join(tmpdir(), "rezora-practice-bench-"));
  const doubles = await createPortDoubles({
    documentsScript: await bundleForNode(new URL("../core/documents/worker.ts", import.meta.url), scripts),
    practiceWith: async (fault) => (fault !== null && isFaultName(fault) ? practice.faultyAddress(fault) : baseUrl),
  });
  const core = await createServices(doubles.ports);
  return {
    practice,
    doubles,
    core,
    async close() {
      await core.dispose();
      await practice.stop();
      await doubles.remove();
      await rm(scripts, { recursive: true, force: true });
    },
  };
}
