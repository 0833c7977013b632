/** Turns what one version of a file held into what the next version holds. Throws when it does not have that form. */
export type Migration = (earlier: unknown) => unknown;

/** A stored file: what it is called, what it holds today, and how every earlier version of it is still read. */
export interface StoredFormat<T> {
  /** What the file is, so that a secrets file renamed to settings.json is not taken for one. */
  readonly kind: string;
  /**
   * One step for each version that has been replaced: the first turns version 1 into version 2. The current version
   * follows from their number, so that it cannot rise without a way to open the files of the version before.
   */
  readonly migrations: readonly Migration[];
  /** undefined: the data does not have the form of the current version. */
  readonly parse: (data: unknown) => T | undefined;
}

export function currentVersion({ migrations }: Pick<StoredFormat<unknown>, "migrations">): number {
  return migrations.length + 1;
}

/** Versions count from 1. */
export function isVersion(version: unknown): version is number {
  return typeof version === "number" && Number.isInteger(version) && version >= 1;
}

/** Data of an earlier or the current version as the current one has it; undefined when it does not have that form. */
export function readVersion<T>({ migrations, parse }: StoredFormat<T>, version: number, data: unknown): T | undefined {
  let migrated = data;
  try {
    for (const migrate of migrations.slice(version - 1)) migrated = migrate(migrated);
  } catch {
    return undefined;
  }
  return parse(migrated);
}
