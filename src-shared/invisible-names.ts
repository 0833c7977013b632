/** Short labels and names of characters that cannot be seen, as Unicode has them, in lower case. */
const known: ReadonlyMap<number, readonly [label: string, name: string]> = new Map([
  [0x09, ["⇥", "tab"]],
  [0x0a, ["↵", "line feed"]],
  [0x0d, ["␍", "carriage return"]],
  [0x7f, ["␡", "delete"]],
  [0x85, ["NEL", "next line"]],
  [0xa0, ["NBSP", "no-break space"]],
  [0xad, ["SHY", "soft hyphen"]],
  [0x034f, ["CGJ", "combining grapheme joiner"]],
  [0x061c, ["ALM", "Arabic letter mark"]],
  [0x115f, ["HCF", "Hangul choseong filler"]],
  [0x1160, ["HJF", "Hangul jungseong filler"]],
  [0x1680, ["OSP", "Ogham space mark"]],
  [0x17b4, ["KIVAQ", "Khmer inherent vowel AQ"]],
  [0x17b5, ["KIVAA", "Khmer inherent vowel AA"]],
  [0x180e, ["MVS", "Mongolian vowel separator"]],
  [0x2000, ["NQSP", "en quad"]],
  [0x2001, ["MQSP", "em quad"]],
  [0x2002, ["ENSP", "en space"]],
  [0x2003, ["EMSP", "em space"]],
  [0x2004, ["3/MSP", "three-per-em space"]],
  [0x2005, ["4/MSP", "four-per-em space"]],
  [0x2006, ["6/MSP", "six-per-em space"]],
  [0x2007, ["FSP", "figure space"]],
  [0x2008, ["PSP", "punctuation space"]],
  [0x2009, ["THSP", "thin space"]],
  [0x200a, ["HSP", "hair space"]],
  [0x200b, ["ZWSP", "zero-width space"]],
  [0x200c, ["ZWNJ", "zero-width non-joiner"]],
  [0x200d, ["ZWJ", "zero-width joiner"]],
  [0x200e, ["LRM", "left-to-right mark"]],
  [0x200f, ["RLM", "right-to-left mark"]],
  [0x2028, ["LS", "line separator"]],
  [0x2029, ["PS", "paragraph separator"]],
  [0x202a, ["LRE", "left-to-right embedding"]],
  [0x202b, ["RLE", "right-to-left embedding"]],
  [0x202c, ["PDF", "pop directional formatting"]],
  [0x202d, ["LRO", "left-to-right override"]],
  [0x202e, ["RLO", "right-to-left override"]],
  [0x202f, ["NNBSP", "narrow no-break space"]],
  [0x205f, ["MMSP", "medium mathematical space"]],
  [0x2060, ["WJ", "word joiner"]],
  [0x2061, ["FA", "function application"]],
  [0x2062, ["IT", "invisible times"]],
  [0x2063, ["IS", "invisible separator"]],
  [0x2064, ["IP", "invisible plus"]],
  [0x2066, ["LRI", "left-to-right isolate"]],
  [0x2067, ["RLI", "right-to-left isolate"]],
  [0x2068, ["FSI", "first strong isolate"]],
  [0x2069, ["PDI", "pop directional isolate"]],
  [0x206a, ["ISS", "inhibit symmetric swapping"]],
  [0x206b, ["ASS", "activate symmetric swapping"]],
  [0x206c, ["IAFS", "inhibit Arabic form shaping"]],
  [0x206d, ["AAFS", "activate Arabic form shaping"]],
  [0x206e, ["NADS", "national digit shapes"]],
  [0x206f, ["NODS", "nominal digit shapes"]],
  [0x2800, ["BRSP", "Braille pattern blank"]],
  [0x3000, ["IDSP", "ideographic space"]],
  [0x3164, ["HF", "Hangul filler"]],
  [0xfeff, ["BOM", "byte order mark (zero-width no-break space)"]],
  [0xffa0, ["HWHF", "halfwidth Hangul filler"]],
  [0xfff9, ["IAA", "interlinear annotation anchor"]],
  [0xfffa, ["IAS", "interlinear annotation separator"]],
  [0xfffb, ["IAT", "interlinear annotation terminator"]],
  [0xfffc, ["OBJ", "object replacement character"]],
  [0xe0001, ["LTAG", "language tag"]],
  [0xe007f, ["CTAG", "cancel tag"]],
]);

/** `U+200B`. */
export function codeOf(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** What is in the box of a mark: an abbreviation where there is one, otherwise the code. */
export function labelOf(codePoint: number): string {
  const label = known.get(codePoint)?.[0];
  if (label !== undefined) return label;
  if (codePoint < 0x20) return String.fromCharCode(0x2400 + codePoint);
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return `VS${String(codePoint - 0xfe00 + 1)}`;
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) return `VS${String(codePoint - 0xe0100 + 17)}`;
  if (codePoint >= 0xe0020 && codePoint <= 0xe007e) return `TAG ${String.fromCharCode(codePoint - 0xe0000)}`;
  return codeOf(codePoint);
}

const controls =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US";

/** Letters for a control character, since few fonts have the pictures that Unicode gives them. null for any other. */
export function controlLettersOf(codePoint: number): string | null {
  return codePoint === 0x7f ? "DEL" : (controls.split(" ")[codePoint] ?? null);
}

/** The name of a character that cannot be seen, or of the kind of characters that it is one of. */
export function nameOf(codePoint: number): string {
  const name = known.get(codePoint)?.[1];
  if (name !== undefined) return name;
  if (codePoint < 0x20 || (codePoint >= 0x80 && codePoint <= 0x9f)) return "control character";
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return "half of a surrogate pair";
  if (codePoint >= 0xe0020 && codePoint <= 0xe007e) return "tag character";
  const character = String.fromCodePoint(codePoint);
  if (/\p{Noncharacter_Code_Point}/u.test(character)) return "noncharacter";
  if (/\p{Variation_Selector}/u.test(character)) return "variation selector";
  if (/\p{Co}/u.test(character)) return "private-use character";
  if (/\p{Cn}/u.test(character)) return "unassigned code point";
  if (/\p{M}/u.test(character)) return "combining mark";
  return "format character";
}
