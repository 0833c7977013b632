/** What happened and what to do, by the system's error code. */
const messages: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full. Free some space, or choose another disk.",
  EDQUOT: "your share of the disk is used up. Free some space, or choose another disk.",
  EFBIG: "this disk cannot hold so large a file. Choose another disk.",
  EACCES: "this folder may not be written to. Choose another folder.",
  EPERM: "this folder or file may not be written to, or another program has the file open. Choose another name.",
  EROFS: "this disk is read-only. Choose another one.",
  EBUSY: "another program has the file open. Close it there, or choose another name.",
  EISDIR: "there is a folder of this name. Choose another name.",
  ENOENT: "the folder is no longer there. Choose another folder.",
  ENOTDIR: "the folder is no longer there. Choose another folder.",
  ENAMETOOLONG: "the name is too long for this disk. Choose a shorter one.",
};

export function reasonOf(error: unknown): { readonly code: string | undefined; readonly message: string } {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
  const known = code !== undefined && Object.hasOwn(messages, code) ? messages[code] : undefined;
  return { code, message: known ?? "the file could not be written. Choose another place." };
}
