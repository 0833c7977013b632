/**
 * Runs in the refusal that a page without the cookie gets. A server on another port can overwrite the cookie; a browser
 * that still has the proof gets it again and goes on. Imports nothing: a file shared with another script would need the
 * cookie.
 */
const proof = localStorage.getItem("rezora-proof");
const attempts = Number(sessionStorage.getItem("rezora-returns") ?? "0");

/** A browser that takes no cookies would reload for ever. */
const maxAttempts = 5;

if (proof !== null && attempts < maxAttempts) {
  sessionStorage.setItem("rezora-returns", String(attempts + 1));
  void fetch("/return", { method: "POST", headers: { "X-Rezora-Proof": proof } }).then(({ ok }) => {
    // Not by the address: with a location in it, a browser would stay on this page.
    if (ok) location.reload();
  });
}
