/**
 * Names that Windows reserves for devices (Microsoft, "Naming Files, Paths, and Namespaces"), with any extension and
 * with spaces before it. The digits may be superscript, which compatibility normalisation turns into plain ones.
 */
const device = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)\d) *(?:\.|$)/iu;

/**
 * Invisible characters, and those that reverse the direction of the text, which make `gpj.exe` look like `exe.jpg`. A
 * joiner stays where it is visible: within an emoji, and between letters of scripts that join.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/u;
const emojiPart = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const joiningLetter =
  /(?=[\p{L}\p{M}])[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]/u;

/** In bytes of UTF-8: file systems allow 255, and a browser or a dialog may add ` (2)` and an extension. */
const maxBytes = 200;

/**
 * A suggested file name that denotes one plain file on every system: no folders, no control characters, no device, no
 * stream of another file, nothing hidden or invisible, and short enough for every file system.
 */
export function cleanFileName(suggested: string): string {
  const plain = withoutUnseen(suggested.normalize("NFC"))
    .replace(/[\\/:*?"<>|]/gu, "-")
    // All kinds of spaces look alike, and many of them would push the extension out of sight.
    .replace(/[\p{Zs}\u2800]+/gu, " ")
    .normalize("NFC");
  const safe = withoutEdges(plain);
  const named = device.test(safe.normalize("NFKC")) ? `_${safe}` : safe;
  return named === "" ? "rezora" : shorten(named);
}

/** A dot at the beginning hides a file; Windows drops dots and spaces at the end. */
function withoutEdges(name: string): string {
  return name.replace(/^[. ]+/u, "").replace(/[. ]+$/u, "");
}

function withoutUnseen(text: string): string {
  const characters = Array.from(text);
  const isShaping = (character: string, index: number): boolean => {
    const [before = "", after = ""] = [characters[index - 1], characters[index + 1]];
    if (character === "\ufe0f") return /[\p{Emoji}]/u.test(before);
    if (character === "\u200d" && emojiPart.test(before) && emojiPart.test(after)) return true;
    return /[\u200c\u200d]/u.test(character) && joiningLetter.test(before) && joiningLetter.test(after);
  };
  return characters.filter((character, index) => !unseen.test(character) || isShaping(character, index)).join("");
}

/** Cuts the stem between two graphemes and keeps the extension. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const dot = name.lastIndexOf(".");
  const isExtension = dot > 0 && name.length - dot <= 20;
  const extension = isExtension ? name.slice(dot) : "";
  const stem = name.slice(0, name.length - extension.length);
  const room = maxBytes - Buffer.byteLength(extension);
  const seen = Array.from(new Intl.Segmenter("en", { granularity: "grapheme" }).segment(stem), (part) => part.segment);
  // A single grapheme with many accents can exceed the maximum length.
  const kept = takeBytes(seen, room) || takeBytes(Array.from(stem), room);
  return withoutEdges(kept) + extension;
}

function takeBytes(parts: readonly string[], room: number): string {
  let kept = "";
  let bytes = 0;
  for (const part of parts) {
    bytes += Buffer.byteLength(part);
    if (bytes > room) break;
    kept += part;
  }
  return kept;
}
