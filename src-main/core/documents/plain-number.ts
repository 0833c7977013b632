/**
 * Numbers written as text: `-10.5`, `+5`, `.5`, `1e3`, `1,234.5`. A comma separates groups of three digits and nothing
 * else: `1,5` stays text, since whether it is a decimal comma or a list cannot be known.
 */
const plain = /^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Two dots or more: versions and addresses of computers are in no way decimal. */
const version = /^\d+(?:\.\d+){2,}/;

/** Of all texts of a column of numbers, at most so many may be none: words such as `n/a`, and other texts with digits. */
const maxShareOfWords = 0.5;
const maxShareOfOthers = 0.2;

/**
 * Whether texts are to be ordered as numbers. Whole numbers alone are not: the natural order of texts has them right,
 * and `9`, `9a`, `10` beside them.
 */
export function areNumbers(texts: readonly string[]): boolean {
  let words = 0;
  let others = 0;
  let needsValues = false;
  for (const text of texts) {
    if (plain.test(text)) needsValues ||= !/^-?\d+$/.test(text);
    else if (version.test(text)) return false;
    else if (/\d/.test(text)) others++;
    else words++;
    if (others > texts.length * maxShareOfOthers || words > texts.length * maxShareOfWords) return false;
  }
  return needsValues;
}

/** Beyond this an exponent is only "very large". */
const maxExponent = 1_000_000_000;

/** Digits of a positive or negative number as a string whose order is that of the values; null for what is not a number. */
export function numberKey(text: string): string | null {
  if (!plain.test(text)) return null;
  const [mantissa = "", exponentText = "0"] = text.toLowerCase().replace(/^[+-]/, "").replaceAll(",", "").split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return "2";
  const leadingZeros = whole.length + fraction.length - digits.length;
  // The value is 0.digits times ten to the power of this.
  const exponent = Number(exponentText) + whole.length - leadingZeros;
  const place = Math.min(Math.max(exponent, -maxExponent), maxExponent) + maxExponent;
  const key = `${unit(place / 0x8000)}${unit(place % 0x8000)}`;
  const significant = digits.replace(/0+$/, "");
  if (!text.startsWith("-")) return `3${key}${significant}`;
  return `1${inverted(key)}${significant.replace(/\d/g, (digit) => String(9 - Number(digit)))}\uffff`;
}

function unit(value: number): string {
  return String.fromCharCode(Math.floor(value));
}

function inverted(key: string): string {
  return Array.from({ length: key.length }, (_, at) => String.fromCharCode(0xffff - key.charCodeAt(at))).join("");
}
