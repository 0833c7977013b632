/**
 * Loads every face of our fonts when the page is idle. A face that is loaded when the first of its letters comes
 * on screen makes a full table lay out twice. A face that cannot be loaded does no harm: the next font of
 * the list replaces it.
 */
async function fetchFaces(): Promise<void> {
  for (const face of document.fonts) await face.load().catch(() => undefined);
}

export function fetchFontsWhenIdle(): void {
  requestIdleCallback(() => void fetchFaces());
}
