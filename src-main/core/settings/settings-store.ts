import { defaultSettings, settings, type Settings } from "#shared/settings.ts";
import { openDurableFile } from "../storage/durable-file.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import type { StoredFormat } from "../storage/stored-format.ts";

export interface SettingsStore {
  get(): Settings;
  /** Changes only the given settings. Resolves when they are on disk or the user has been notified of a failure. */
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
      // Electron passes `undefined` over the bridge, JSON omits it: both mean "unchanged".
      const named = Object.entries(change).filter(([, value]) => value !== undefined);
      if (named.length === 0) return file.value;
      file.set(settings.parse({ ...file.value, ...Object.fromEntries(named) }));
      await file.saved();
      return file.value;
    },
    close: () => file.close(),
  };
}

/** A width out of bounds or a missing setting of an older version must not reset all other settings. */
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
