/** A charset label as people write it: `UTF-8`, `ISO-8859-15`, `Windows-1252`. */
export function charsetName(label: string): string {
  return label.replace(/^(?:utf|iso|koi|ibm)/i, (start) => start.toUpperCase()).replace(/^windows/i, "Windows");
}
