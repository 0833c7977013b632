/** Turns the data of one version of a file into that of the next. Throws if the data does not have the old form. */
export type Migration = (earlier: unknown) => unknown;

/** A stored file: its kind, the form of its current data, and how every earlier version is still read. */
export interface StoredFormat<T> {
  /** The kind of file: a secrets file renamed to settings.json is not taken for settings. */
  readonly kind: string;
  /**
   * One step for each superseded version: the first turns version 1 into version 2. The current version follows from
   * their number, so it cannot rise without a way to open the files of the previous version.
   */
  readonly migrations: readonly Migration[];
  /** Returns undefined if the data does not have the form of the current version. */
  readonly parse: (data: unknown) => T | undefined;
}

export function currentVersion({ migrations }: Pick<StoredFormat<unknown>, "migrations">): number {
  return migrations.length + 1;
}

/** Versions count from 1. */
export function isVersion(version: unknown): version is number {
  return typeof version === "number" && Number.isInteger(version) && version >= 1;
}

/** Migrates data of an earlier or the current version to the current one; undefined if the data is invalid. */
export function readVersion<T>({ migrations, parse }: StoredFormat<T>, version: number, data: unknown): T | undefined {
  let migrated = data;
  try {
    for (const migrate of migrations.slice(version - 1)) migrated = migrate(migrated);
  } catch {
    return undefined;
  }
  return parse(migrated);
}
