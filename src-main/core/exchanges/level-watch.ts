import type { Connections, Login } from "../connections/connections.ts";
import type { LevelObservation } from "../connections/level.ts";
import type { Log } from "../ports.ts";

export interface LevelWatch {
  observe(connectionId: string, login: Login, seen: LevelObservation): void;
  /** Ends what is being asked. */
  close(): Promise<void>;
}

export interface LevelWatchParts {
  readonly ports: { readonly log: Log };
  readonly connections: Pick<Connections, "get">;
  readonly detectLevel: (connectionId: string, signal: AbortSignal, refused: LevelObservation) => Promise<unknown>;
}

/**
 * After the first refusal of a login of which nothing is known, finds out whether it is wrong or belongs to the other
 * kind of account. Once per login: a second refusal has nothing new to tell.
 */
export function createLevelWatch({ ports, connections, detectLevel }: LevelWatchParts): LevelWatch {
  const asked = new Set<string>();
  const running = new Set<Promise<void>>();
  const controller = new AbortController();

  async function ask(connectionId: string, seen: LevelObservation): Promise<void> {
    try {
      await detectLevel(connectionId, controller.signal, seen);
    } catch (error) {
      // Nobody asked, so nobody is told: the level stays unknown, and can be asked for by hand.
      if (!controller.signal.aborted) ports.log.error("the level was not found out", error);
    }
  }

  return {
    observe(connectionId, { sessionKey }, seen) {
      const refused = seen.status === 401 && seen.login === "credentials-rejected" && seen.resourceLevel !== null;
      if (!refused || asked.has(sessionKey) || connections.get(connectionId).level.level !== "unknown") return;
      asked.add(sessionKey);
      const asking = ask(connectionId, seen).finally(() => running.delete(asking));
      running.add(asking);
    },
    async close() {
      controller.abort();
      await Promise.all(running);
    },
  };
}
