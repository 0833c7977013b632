import type { Connections, Login } from "../connections/connections.ts";
import type { LevelObservation } from "../connections/level.ts";
import type { Log } from "../ports.ts";

export interface LevelWatch {
  observe(connectionId: string, login: Login, seen: LevelObservation): void;
  /** Ends running detections. */
  close(): Promise<void>;
}

export interface LevelWatchParts {
  readonly ports: { readonly log: Log };
  readonly connections: Pick<Connections, "get">;
  readonly detectLevel: (connectionId: string, signal: AbortSignal, refused: LevelObservation) => Promise<unknown>;
}

/**
 * After the first refusal of a login of unknown level, finds out whether the login is wrong or belongs to the other
 * level. Once per login, because a second refusal reveals nothing new.
 */
export function createLevelWatch({ ports, connections, detectLevel }: LevelWatchParts): LevelWatch {
  const asked = new Set<string>();
  const running = new Set<Promise<void>>();
  const controller = new AbortController();

  async function ask(connectionId: string, seen: LevelObservation): Promise<void> {
    try {
      await detectLevel(connectionId, controller.signal, seen);
    } catch (error) {
      // The user did not request it, so a failure is not reported: the level stays unknown and can be detected by hand.
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
