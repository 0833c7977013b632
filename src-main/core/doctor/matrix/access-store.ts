import { accessOf, type AccessObservation, type AccessSource, type ConnectionAccess } from "#shared/access.ts";
import type { LoginVerdict, Method } from "#shared/http/exchange.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import type { Login } from "../../connections/connections.ts";
import type { Clock, Emit } from "../../ports.ts";

/** One response, as seen by the code that sent the request. */
export interface SeenAnswer {
  readonly method: Method;
  readonly designator: string;
  readonly status: number | null;
  readonly login: LoginVerdict;
  readonly source: AccessSource;
  readonly idsFrom?: AccessObservation["idsFrom"];
}

/** What was observed in this session: which connection may use which resource by which method. */
export interface AccessStore {
  /** Ignores resources that the catalogue lacks, and responses to a login that has since been changed. */
  observe(connectionId: string, login: Pick<Login, "sessionKey">, seen: SeenAnswer): void;
  all(): ConnectionAccess[];
  /** User name, password or address changed, so the observations belong to another account. */
  loginEnded(sessionKey: string, connectionId: string): void;
}

interface SeenOfLogin {
  readonly connectionId: string;
  /** Keyed by path and method. */
  readonly cells: Map<string, AccessObservation>;
}

export function createAccessStore(clock: Pick<Clock, "now">, emit: Emit): AccessStore {
  const byLogin = new Map<string, SeenOfLogin>();
  const ended = new Set<string>();

  const view = ({ connectionId, cells }: SeenOfLogin): ConnectionAccess => ({
    connectionId,
    observations: [...cells.values()],
  });

  return {
    observe(connectionId, { sessionKey }, { designator, idsFrom = null, ...answer }) {
      const matched = matchDesignator(designator);
      if (matched === null || ended.has(sessionKey)) return;
      const of = byLogin.get(sessionKey) ?? { connectionId, cells: new Map<string, AccessObservation>() };
      const { path } = matched.resource;
      const key = `${answer.method} ${path}`;
      const seen = { ...answer, path, designator: designator.split("?", 1)[0] ?? "", observedAt: clock.now(), idsFrom };
      const before = of.cells.get(key);
      if (before !== undefined && !outranks(seen, before)) return;
      of.cells.set(key, seen);
      byLogin.set(sessionKey, of);
      emit("accessChanged", view(of));
    },
    all: () => [...byLogin.values()].map(view),
    loginEnded(sessionKey, connectionId) {
      ended.add(sessionKey);
      byLogin.delete(sessionKey);
      emit("accessChanged", { connectionId, observations: [] });
    },
  };
}

/**
 * The newest response counts, with two exceptions: an undecided one does not replace a decided one, and the refusal
 * of one record, which may be protected, does not replace what was allowed on another.
 */
function outranks(seen: AccessObservation, before: AccessObservation): boolean {
  const now = accessOf(seen);
  const then = accessOf(before);
  if (now === "undecided") return then === "undecided";
  return !(now === "refused" && then === "allowed" && seen.designator !== before.designator);
}
