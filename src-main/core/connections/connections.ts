import {
  connectionInput,
  type Connection,
  type ConnectionInput,
  type ImportEntry,
  type LevelEvidence,
} from "#shared/connection.ts";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import { CallError } from "../call-error.ts";
import type { BoundCredentials } from "../http/bound-credentials.ts";
import type { Ports } from "../ports.ts";
import { openDurableFile } from "../storage/durable-file.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import { checkBaseUrl } from "./base-url.ts";
import {
  findConnection,
  freeName,
  insertConnection,
  reorderConnections,
  replaceConnection,
} from "./connection-list.ts";
import { previewImport } from "./import-preview.ts";
import { learnLevel, type LevelObservation } from "./level.ts";
import { createLoginHistories, type LoginChange } from "./login-histories.ts";
import { practiceConnections, practicePassword } from "./practice-connections.ts";
import { secretOriginOf } from "./secret-origin.ts";
import { openSecrets } from "./secrets.ts";
import { connectionsFormat, unknownLevel, type StoredConnection } from "./stored-connection.ts";
import { usesPublicPassword, viewConnection, withLinkLocalAcknowledged } from "./view-connection.ts";
import { exportConnections, inputOf, readConnections } from "./transfer.ts";
import { createWriteLock } from "./write-lock.ts";

/** How to log in on a connection now. */
export interface Login {
  /** null unless there is a readable password that was entered for the origin of the base URL. */
  readonly credentials: BoundCredentials | null;
  /** Key of the digest session of this login. It changes with the user name, the password and the address. */
  readonly sessionKey: string;
}

type Change = Partial<{ readonly [Key in keyof ConnectionInput]: ConnectionInput[Key] | undefined }>;

export interface Connections {
  list(): Connection[];
  get(connectionId: string): Connection;
  create(input: ConnectionInput): Promise<Connection>;
  update(connectionId: string, change: Change): Promise<Connection>;
  duplicate(connectionId: string): Promise<Connection>;
  remove(connectionId: string): Promise<void>;
  reorder(connectionIds: readonly string[]): Promise<void>;
  exportText(): string;
  /** What an import of this file would add. Changes nothing. */
  previewImport(text: string): ImportEntry[];
  /** @param chosen Indexes of entries in the file; without it, all valid entries are added. */
  importText(text: string, chosen?: readonly number[]): Promise<{ added: number; skipped: string[] }>;
  /** Switches to the address of this fault, null being the normal one. What was known about the login is dropped. */
  setPracticeFault(connectionId: string, fault: string | null): Promise<Connection>;
  /**
   * Binds the password to the current origin. Refused if that is not the origin of the base URL that the user saw.
   */
  setPassword(connectionId: string, password: string, seenBaseUrl?: string): Promise<Connection>;
  /** Binds the stored password to `to` if it is bound to `from` and `to` is the connection's origin. */
  rebindPassword(connectionId: string, from: string, to: string): Promise<Connection>;
  /** The password for any origin: only to find it in what leaves the application, never to log in. */
  passwordToSearchFor(connectionId: string): string | null;
  forgetPassword(connectionId: string): Promise<Connection>;
  unlockWrites(connectionId: string): Connection;
  lockWrites(connectionId: string): Connection;
  acknowledgeUnencrypted(connectionId: string): Promise<Connection>;
  acknowledgeLinkLocal(connectionId: string): Promise<Connection>;
  login(connectionId: string): Login;
  /** Starts the practice server if this connection uses it. */
  prepare(connectionId: string): Promise<Connection>;
  /** Records what a response says about the level of its login. Ignored if the login has changed since. */
  observe(connectionId: string, login: Login, seen: LevelObservation): void;
  /** Records only whether the login worked; the level is decided by a detection. */
  observeLogin(connectionId: string, login: Login, seen: LevelObservation): void;
  /** Records what a detection found, under the same condition. */
  setLevel(connectionId: string, login: Login, level: LevelEvidence): Promise<Connection>;
  close(): Promise<void>;
}

/** Called so that other modules drop what they keep for a connection. */
export interface ConnectionListeners {
  /** The user name, password or address changed: what was kept under this key is invalid. */
  loginEnded(sessionKey: string, connectionId: string): void;
  removed(connectionId: string): void;
}

export async function openConnections(
  ports: Pick<Ports, "dataFolder" | "vault" | "clock" | "random" | "emit" | "practice">,
  storage: StorageContext,
  listeners: ConnectionListeners,
): Promise<Connections> {
  const file = await openDurableFile<readonly StoredConnection[]>(
    {
      ...connectionsFormat,
      folder: ports.dataFolder,
      title: "connections",
      initial: practiceConnections,
    },
    storage,
  );
  const secrets = await openSecrets(ports.dataFolder, ports.vault, storage);
  const lock = createWriteLock(ports.clock, changed);
  const loginCounts = new Map<string, number>();
  const histories = createLoginHistories(ports.clock);
  /** The last known addresses of the practice server, by fault. */
  const practiceBaseUrls = new Map<string | null, string>();

  const find = (connectionId: string): StoredConnection => findConnection(file.value, connectionId);
  await secrets.bindEarlier((connectionId) => {
    const stored = file.value.find((connection) => connection.connectionId === connectionId);
    return stored === undefined ? "" : secretOriginOf(stored);
  });

  const baseUrlOf = ({ practice, practiceFault, baseUrl }: StoredConnection): string =>
    practice === null ? baseUrl : (practiceBaseUrls.get(practiceFault) ?? "");

  function view(stored: StoredConnection): Connection {
    return viewConnection(stored, {
      baseUrl: baseUrlOf(stored),
      secret: secrets.state(stored.connectionId, secretOriginOf(stored)),
      enteredFor: secrets.enteredFor(stored.connectionId),
      unlockedUntil: lock.unlockedUntil(stored.connectionId),
      history: histories.of(stored),
    });
  }

  function changed(): void {
    ports.emit("connectionsChanged", file.value.map(view));
  }

  async function save(list: readonly StoredConnection[]): Promise<void> {
    file.set(list);
    changed();
    await file.saved();
  }

  async function saveOne(stored: StoredConnection): Promise<Connection> {
    await save(replaceConnection(file.value, stored));
    return view(stored);
  }

  const sessionKey = (connectionId: string): string => `${connectionId} ${String(loginCounts.get(connectionId) ?? 0)}`;

  function endLogin(connectionId: string): void {
    listeners.loginEnded(sessionKey(connectionId), connectionId);
    loginCounts.set(connectionId, (loginCounts.get(connectionId) ?? 0) + 1);
  }

  function withNewLogin(stored: StoredConnection, change: LoginChange): StoredConnection {
    endLogin(stored.connectionId);
    return { ...stored, login: histories.edit(stored, change), level: unknownLevel(ports.clock.now()) };
  }

  /** `stored` is the outcome of `secrets`. Both change in the same turn, so nothing sees one without the other. */
  async function changePassword(connectionId: string, keep: () => Promise<void>): Promise<Connection> {
    const old = find(connectionId);
    const kept = keep();
    const saved = saveOne(withNewLogin({ ...old, usesPracticePassword: false }, "password"));
    await kept;
    return saved;
  }

  function newConnection(input: ConnectionInput): StoredConnection {
    return {
      ...input,
      connectionId: ports.random.uuid(),
      practice: null,
      practiceFault: null,
      usesPracticePassword: false,
      unencryptedAcknowledged: false,
      level: unknownLevel(ports.clock.now()),
    };
  }

  return {
    list: () => file.value.map(view),
    get: (connectionId) => view(find(connectionId)),

    async create(input) {
      const stored = newConnection({ ...input, baseUrl: checkBaseUrl(input.baseUrl) });
      await save(insertConnection(file.value, stored));
      return view(stored);
    },

    async update(connectionId, change) {
      const old = find(connectionId);
      const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const input = connectionInput.parse({ ...inputOf(old), ...named });
      // The address of a practice connection is the practice server's current one, not a setting.
      const baseUrl = old.practice === null ? checkBaseUrl(input.baseUrl) : old.baseUrl;
      const moved = baseUrl !== old.baseUrl;
      let stored: StoredConnection = { ...old, ...input, baseUrl };
      const isAnother = moved || stored.userName !== old.userName;
      // The same password in another charset is another one to the server, so earlier refusals no longer count.
      const isReencoded = (stored.latin1Login ?? false) !== (old.latin1Login ?? false);
      if (isAnother || isReencoded) {
        const change = moved ? "address" : isReencoded ? "encoding" : "user-name";
        stored = withNewLogin(stored, change);
      }
      // The unlock was for another account's data.
      if (isAnother) lock.lock(connectionId);
      if (moved) stored = { ...stored, unencryptedAcknowledged: false };
      return saveOne(stored);
    },

    async duplicate(connectionId) {
      const old = find(connectionId);
      const input = { ...inputOf(old), name: freeName(file.value, old.name) };
      const stored = { ...newConnection(input), practice: old.practice, practiceFault: old.practiceFault };
      await save(insertConnection(file.value, stored, connectionId));
      return view(stored);
    },

    async remove(connectionId) {
      find(connectionId);
      lock.lock(connectionId);
      endLogin(connectionId);
      histories.forget(connectionId);
      const forgotten = secrets.forget(connectionId);
      listeners.removed(connectionId);
      const saved = save(file.value.filter((connection) => connection.connectionId !== connectionId));
      await Promise.all([saved, forgotten]);
      await file.removeEarlierBackups();
    },

    reorder: async (connectionIds) => save(reorderConnections(file.value, connectionIds)),

    exportText: () => exportConnections(file.value),

    previewImport: (text) => previewImport(readConnections(text).entries, file.value),

    async importText(text, chosen) {
      const { entries, skipped } = readConnections(text);
      const wanted = chosen === undefined ? entries : entries.filter((_, index) => chosen.includes(index));
      const inputs = wanted.flatMap(({ input }) => (input === null ? [] : [input]));
      let list = file.value;
      for (const input of inputs) {
        list = insertConnection(list, newConnection({ ...input, name: freeName(list, input.name) }));
      }
      if (inputs.length > 0) await save(list);
      return { added: inputs.length, skipped: [...skipped] };
    },

    async setPracticeFault(connectionId, practiceFault) {
      const old = find(connectionId);
      if (old.practice === null) throw new CallError("invalid-input", "Faults are for practice connections only.");
      if (old.practiceFault === practiceFault) return view(old);
      lock.lock(connectionId);
      return saveOne(withNewLogin({ ...old, practiceFault }, "address"));
    },

    async setPassword(connectionId, password, seenBaseUrl) {
      const stored = find(connectionId);
      const origin = secretOriginOf(stored);
      if (seenBaseUrl !== undefined && stored.practice === null && canonicalOrigin(seenBaseUrl) !== origin) {
        const message = `The password was not kept: this connection now leads to ${origin}. Enter the password for that server.`;
        throw new CallError("invalid-input", message);
      }
      return changePassword(connectionId, () => secrets.set(connectionId, origin, password));
    },

    async rebindPassword(connectionId, from, to) {
      const bound = secrets.read(connectionId);
      if (bound === null || bound.origin !== from || secretOriginOf(find(connectionId)) !== to) {
        throw new CallError("not-found", "The password or the base URL was changed. Enter the password.");
      }
      return changePassword(connectionId, () => secrets.set(connectionId, to, bound.secret));
    },

    passwordToSearchFor(connectionId) {
      return find(connectionId).usesPracticePassword ? practicePassword : (secrets.read(connectionId)?.secret ?? null);
    },

    forgetPassword: (connectionId) => changePassword(connectionId, () => secrets.forget(connectionId)),

    unlockWrites(connectionId) {
      lock.unlock(connectionId, find(connectionId).unlockMinutes);
      changed();
      return view(find(connectionId));
    },

    lockWrites(connectionId) {
      const stored = find(connectionId);
      lock.lock(connectionId);
      changed();
      return view(stored);
    },

    acknowledgeUnencrypted: async (connectionId) => saveOne({ ...find(connectionId), unencryptedAcknowledged: true }),

    acknowledgeLinkLocal: async (connectionId) => saveOne(withLinkLocalAcknowledged(find(connectionId))),

    login(connectionId) {
      const stored = find(connectionId);
      const { userName, quoteQop, extendedUserName, latin1Login } = stored;
      const origin = secretOriginOf(stored);
      const stateBefore = secrets.state(connectionId, origin);
      const password = usesPublicPassword(stored) ? practicePassword : secrets.get(connectionId, origin);
      if (secrets.state(connectionId, origin) !== stateBefore) changed();
      const manner = { quoteQop, extendedUserName, ...(latin1Login === true ? { latin1: true } : {}) };
      // The practice server has a new port at each start; until it runs, this login cannot be sent anywhere.
      const enteredFor = canonicalOrigin(baseUrlOf(stored)) ?? "";
      const credentials = password === null ? null : { userName, password, ...manner, enteredFor };
      return { credentials, sessionKey: sessionKey(connectionId) };
    },

    async prepare(connectionId) {
      const stored = find(connectionId);
      if (stored.practice !== null) {
        const { practiceFault } = stored;
        const { baseUrl } = await ports.practice.start(practiceFault).catch((error: unknown) => {
          throw new CallError("internal", "The practice server did not start.", String(error).slice(0, 300));
        });
        if (baseUrl !== practiceBaseUrls.get(practiceFault)) {
          practiceBaseUrls.set(practiceFault, baseUrl);
          changed();
        }
      }
      return view(find(connectionId));
    },

    observe(connectionId, login, seen) {
      if (login.sessionKey !== sessionKey(connectionId)) return;
      const stored = file.value.find((connection) => connection.connectionId === connectionId);
      if (stored === undefined) return;
      const level = learnLevel(stored.level, seen, ports.clock.now());
      const learned = level === null ? stored : { ...stored, level };
      const history = histories.learn(learned, seen);
      if (level !== null || history !== null) void saveOne({ ...learned, login: history ?? histories.of(learned) });
    },

    observeLogin(connectionId, login, seen) {
      if (login.sessionKey !== sessionKey(connectionId)) return;
      const stored = file.value.find((connection) => connection.connectionId === connectionId);
      const history = stored === undefined ? null : histories.learn(stored, seen);
      if (stored !== undefined && history !== null) void saveOne({ ...stored, login: history });
    },

    async setLevel(connectionId, login, level) {
      const stored = find(connectionId);
      return login.sessionKey === sessionKey(connectionId) ? saveOne({ ...stored, level }) : view(stored);
    },

    async close() {
      lock.close();
      if (file.value.some((stored) => histories.unstored(stored) !== null)) {
        file.set(file.value.map((stored) => ({ ...stored, login: histories.of(stored) })));
      }
      await Promise.all([file.close(), secrets.close()]);
    },
  };
}
