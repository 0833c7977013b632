import type { WireText } from "../digest/wire-text.ts";

/** A secret as it appeared on the wire, or in the formula of a value on the wire. */
export interface SeenSecret {
  readonly kind: "HA1" | "response" | "session id" | "server proof";
  readonly text: WireText;
}

/** What one leg is masked for. */
export interface LegSecrets {
  readonly secrets: readonly SeenSecret[];
  /** The realm it was signed for; null when unsigned. */
  readonly realm: WireText | null;
}

/** How the last signed leg of an exchange was signed. */
export interface SeenSignature {
  readonly ha1: string;
  readonly response: string;
}

/**
 * The secrets that exchanges showed masked. They are kept to prove that nothing that leaves the application contains
 * them, and to reveal them to the user on request. They exist in this object alone: no log, no event, no file, and no
 * reply except that of `revealLogin`.
 */
export interface SeenSecrets {
  /** `owner` is an exchange, or a run of the doctor. */
  add(connectionId: string, owner: string, seen: LegSecrets): void;
  /** The secrets of the named owners, and those of the connection's latest exchanges. */
  of(connectionId: string, owners: readonly string[]): LegSecretsFound;
  signatureOf(owner: string): SeenSignature | null;
  forget(connectionId: string): void;
}

export interface LegSecretsFound {
  readonly secrets: readonly SeenSecret[];
  readonly realms: readonly WireText[];
}

interface Owned {
  readonly connectionId: string;
  readonly secrets: SeenSecret[];
  readonly realms: Set<WireText>;
}

const maxOwners = 1_000;
const latestOwners = 20;
/** Three legs have fewer than this; an owner that never ends keeps its last ones. */
const maxSecrets = 100;

export function createSeenSecrets(): SeenSecrets {
  /** In the order of their first legs. */
  const owners = new Map<string, Owned>();

  return {
    add(connectionId, owner, { secrets, realm }) {
      const owned = owners.get(owner) ?? { connectionId, secrets: [], realms: new Set() };
      owners.set(owner, owned);
      owned.secrets.push(...secrets);
      owned.secrets.splice(0, owned.secrets.length - maxSecrets);
      if (realm !== null) owned.realms.add(realm);
      const [oldest] = owners.keys();
      if (owners.size > maxOwners && oldest !== undefined) owners.delete(oldest);
    },
    of(connectionId, named) {
      const own = [...owners].filter(([, owned]) => owned.connectionId === connectionId);
      const chosen = new Map([...own.slice(-latestOwners), ...own.filter(([owner]) => named.includes(owner))]);
      const all = [...chosen.values()];
      return {
        secrets: all.flatMap(({ secrets }) => secrets),
        realms: [...new Set(all.flatMap(({ realms }) => [...realms]))],
      };
    },
    signatureOf(owner) {
      const secrets = owners.get(owner)?.secrets ?? [];
      const last = (kind: SeenSecret["kind"]): string | undefined =>
        secrets.findLast((each) => each.kind === kind)?.text;
      const ha1 = last("HA1");
      const response = last("response");
      return ha1 === undefined || response === undefined ? null : { ha1, response };
    },
    forget(connectionId) {
      for (const [owner, owned] of owners) if (owned.connectionId === connectionId) owners.delete(owner);
    },
  };
}
