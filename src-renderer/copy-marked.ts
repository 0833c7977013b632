/**
 * Copies what is selected with the characters that marks stand for, and without the marks: what was chosen with the
 * mouse is copied as it was sent.
 */
export function copyMarked(event: ClipboardEvent): void {
  const selection = document.getSelection();
  if (event.defaultPrevented || selection === null || selection.isCollapsed || event.clipboardData === null) return;
  const marks = Array.from(document.querySelectorAll<HTMLElement>("[data-source]")).flatMap((mark) => {
    const label = mark.firstChild;
    const isChosen = label instanceof Text && selection.containsNode(mark, true);
    return isChosen ? [{ label, text: label.data, source: mark.dataset["source"] ?? "" }] : [];
  });
  if (marks.length === 0) return;
  try {
    // The browser alone knows where lines of the selection end, so it is asked while the characters are in place.
    for (const { label, source } of marks) label.data = source;
    event.clipboardData.setData("text/plain", selection.toString());
    event.preventDefault();
  } finally {
    for (const { label, text } of marks) label.data = text;
  }
}
