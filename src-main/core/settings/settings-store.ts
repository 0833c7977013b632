import { defaultSettings, settings, type Settings } from "#shared/settings.ts";
import { openDurableFile } from "../storage/durable-file.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import type { StoredFormat } from "../storage/stored-format.ts";

export interface SettingsStore {
  get(): Settings;
  /** Changes what is named and leaves the rest. Resolves when it is on the disk, or said that it is not. */
  update(change: Partial<{ readonly [Key in keyof Settings]: Settings[Key] | undefined }>): Promise<Settings>;
  close(): Promise<void>;
}

export const settingsFormat: StoredFormat<Settings> = { kind: "settings", migrations: [], parse: parseSettings };

export async function openSettingsStore(folder: string, context: StorageContext): Promise<SettingsStore> {
  const file = await openDurableFile<Settings>(
    { ...settingsFormat, folder, title: "settings", initial: defaultSettings },
    context,
  );
  return {
    get: () => file.value,
    async update(change) {
      // Electron carries `undefined` over the bridge, JSON does not: both mean "leave it".
      const named = Object.entries(change).filter(([, value]) => value !== undefined);
      if (named.length === 0) return file.value;
      file.set(settings.parse({ ...file.value, ...Object.fromEntries(named) }));
      await file.saved();
      return file.value;
    },
    close: () => file.close(),
  };
}

/** A width out of bounds, or a setting that an older version did not have, is no reason to lose all others. */
function parseSettings(data: unknown): Settings | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const parsed = settings.safeParse({
    ...defaultSettings,
    ...data,
    ...clamped(data, "sidebarWidth"),
    ...clamped(data, "inspectorWidth"),
  });
  return parsed.success ? parsed.data : undefined;
}

function clamped(data: object, name: "sidebarWidth" | "inspectorWidth"): Partial<Settings> {
  const { minValue, maxValue } = settings.shape[name];
  const value: unknown = Reflect.get(data, name);
  if (typeof value !== "number") return {};
  return { [name]: Math.round(Math.min(Math.max(value, minValue ?? value), maxValue ?? value)) };
}
