/**
 * Puts text on the clipboard. A host may refuse the asynchronous clipboard as it refuses every permission; the
 * copy command of the page itself needs none.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text);
  }
}

function copyByCommand(text: string): void {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", put, { capture: true });
  try {
    if (!document.execCommand("copy")) throw new Error("The clipboard refused the text.");
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
}
