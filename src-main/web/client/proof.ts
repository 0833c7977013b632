/**
 * The proof of this session. It is kept in the storage of the origin, which includes the port: a page on another port
 * of this computer gets the cookies of this one, but not the proof.
 */
const storageKey = "rezora-proof";

/** Only the page that the one-time address opens contains the proof. */
export function keepProof(): void {
  const carrier = document.querySelector<HTMLMetaElement>('meta[name="rezora-proof"]');
  if (carrier === null) return;
  localStorage.setItem(storageKey, carrier.content);
  carrier.remove();
  // A reload then requests the page without the used token.
  history.replaceState(null, "", `/${location.hash}`);
}

/** Read again for each call: another tab may have opened a new session in the meantime. */
export function proofHeaders(): Readonly<Record<string, string>> {
  return { "X-Rezora-Proof": localStorage.getItem(storageKey) ?? "" };
}

/** Resolves when another tab has opened a new session. */
export function newProof(): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener("storage", function listen({ key }) {
      if (key !== storageKey) return;
      window.removeEventListener("storage", listen);
      resolve();
    });
  });
}
