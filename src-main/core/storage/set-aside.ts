import { rename, stat } from "node:fs/promises";
import { basename } from "node:path";

/**
 * Moves a file that cannot be used to `NAME.bad-DATE` beside it and returns the new name. Somebody may still want
 * what stands in it, so nothing is overwritten. Throws the system's error when the folder cannot be written to.
 */
export async function setAside(path: string, now: number): Promise<string> {
  // No colons: Windows refuses them in names.
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
