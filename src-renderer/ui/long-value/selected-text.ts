/**
 * The selected text in the rows of a value, as it is in the value: a row that ends because the view is full does not
 * end a line. null when nothing is selected, or more than these rows.
 */
export function selectedText(box: HTMLElement): string | null {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.commonAncestorContainer)) return null;
  let text = "";
  for (const row of box.querySelectorAll(".cl .tx")) {
    if (!range.intersectsNode(row)) continue;
    const part = document.createRange();
    part.selectNodeContents(row);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0)
      part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    text += sourceOf(part);
  }
  return text;
}

/** The characters that marks stand for, in place of the marks. */
function sourceOf(part: Range): string {
  const { commonAncestorContainer: around } = part;
  const within = around instanceof Element ? around : around.parentElement;
  const mark = within?.closest<HTMLElement>("[data-source]");
  if (mark) return mark.dataset["source"] ?? "";
  const copy = part.cloneContents();
  for (const each of copy.querySelectorAll<HTMLElement>("[data-source]")) {
    each.textContent = each.dataset["source"] ?? "";
  }
  return copy.textContent ?? "";
}
