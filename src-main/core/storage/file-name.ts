/** Names that Windows keeps for devices, with or without an extension. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/**
 * A suggested file name that means one plain file on every system: no folders, no control characters, no device,
 * nothing hidden, and short enough for every file system (255 bytes of UTF-8, less what a browser may add).
 */
export function cleanFileName(suggested: string): string {
  const plain = suggested
    .normalize("NFC")
    // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/[\\/:*?"<>|]/gu, "-")
    .replace(/^[.\s]+|[.\s]+$/gu, "");
  const safe = device.test(plain) ? `_${plain}` : plain;
  return safe === "" ? "rezora" : shorten(safe);
}

function shorten(name: string): string {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : "";
  let stem = Array.from(name.slice(0, name.length - extension.length));
  while (Buffer.byteLength(stem.join("") + extension) > 200) stem = stem.slice(0, -1);
  return stem.join("") + extension;
}
