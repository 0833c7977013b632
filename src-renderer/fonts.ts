/**
 * Fetches every face of our fonts while nothing else is to do. One that is fetched when the first of its letters comes
 * on screen has a full table laid out twice, once without it. A face that cannot be had is no harm: the next font of
 * the list stands in for it.
 */
async function fetchFaces(): Promise<void> {
  for (const face of document.fonts) await face.load().catch(() => undefined);
}

export function fetchFontsWhenIdle(): void {
  requestIdleCallback(() => void fetchFaces());
}
