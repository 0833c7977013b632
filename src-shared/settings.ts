import { z } from "zod";

export const theme = z.enum(["system", "light", "dark", "contrast", "contrast-dark"]);
export type Theme = z.infer<typeof theme>;

/** How a user arranged the table of one resource. Columns not listed keep their position and fit their content. */
export const tableLayout = z.strictObject({
  order: z.array(z.string().max(200)).max(500),
  hidden: z.array(z.string().max(200)).max(500),
  pinned: z.array(z.string().max(200)).max(50),
  /** Columns that are not pinned however wide the table is; a file of an earlier version names none. */
  unpinned: z.array(z.string().max(200)).max(50).default([]),
  widths: z.array(z.tuple([z.string().max(200), z.number().int().min(40).max(2_000)])).max(500),
});
export type TableLayout = z.infer<typeof tableLayout>;

export const settings = z.strictObject({
  theme,
  density: z.enum(["comfortable", "compact"]),
  /** Whether all data use the monospaced font. */
  monoData: z.boolean(),
  /** Drop the prefix that all columns share when reading. */
  foldPrefixes: z.boolean(),
  sidebarWidth: z.number().int().min(200).max(400),
  sidebarOpen: z.boolean(),
  inspectorWidth: z.number().int().min(280).max(520),
  inspectorOpen: z.boolean(),
  /** By catalogue path, for example `contacts`. */
  tables: z.array(z.tuple([z.string().max(200), tableLayout])).max(100),
  /** The connection that was in use last; null on the first start. */
  lastConnectionId: z.string().max(100).nullable(),
});
export type Settings = z.infer<typeof settings>;

export const defaultSettings: Settings = {
  theme: "system",
  density: "comfortable",
  monoData: false,
  foldPrefixes: true,
  sidebarWidth: 232,
  sidebarOpen: true,
  inspectorWidth: 312,
  inspectorOpen: true,
  tables: [],
  lastConnectionId: null,
};
