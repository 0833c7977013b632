import { rename, stat } from "node:fs/promises";
import { basename } from "node:path";

/**
 * Renames an unusable file to `NAME.bad-DATE` and returns the new name. The user may still want its content, so nothing
 * is overwritten. Throws the system's error if the folder is not writable.
 */
export async function setAside(path: string, now: number): Promise<string> {
  // No colons, because Windows does not allow them in names.
  const date = new Date(now).toISOString().slice(0, 19).replaceAll(":", "-");
  const wanted = `${path}.bad-${date}`;
  let free = wanted;
  for (let count = 2; await exists(free); count += 1) free = `${wanted}-${String(count)}`;
  await rename(path, free);
  return basename(free);
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
