const levels =
  "Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards|Recoverable fatal error|Catchable fatal error";

/** What PHP prints before the body when it warns, as markup, as a bare line or as a line of its log. */
const printed = new RegExp(
  `^\\s*(?:\\[[^\\]\\r\\n]{4,80}\\]\\s*)?(?:<br\\s*/?>\\s*)*(?:<b>)?(?:PHP )?(?:${levels})(?:</b>)?\\s*:`,
  "i",
);

/** Lines that belong to a warning: the rest of its markup, the calls that led to it. */
const continued =
  /^\s*(?:<br\s*\/?>\s*)*$|^\s*(?:\[[^\]]{4,80}\]\s*)?(?:PHP )?Stack trace:|^\s*(?:PHP\s+\d+\.|#\d+)\s|^\s+thrown in\s/i;

/** Offset after the lines that a server printed before the content; null when there are none. */
export function behindPrinted(text: string): number | null {
  let at = 0;
  let isPrinted = false;
  while (at < text.length) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed + 1;
    const line = text.slice(at, end).trimEnd();
    if (printed.test(line)) isPrinted = true;
    else if (!continued.test(line)) break;
    at = end;
  }
  if (!isPrinted) return null;
  return at + (/^(?:\u00ef\u00bb\u00bf)+/.exec(text.slice(at, at + 30))?.[0].length ?? 0);
}
