/**
 * Runs in the response that refuses a page without the cookie. A server on another port can overwrite the cookie; a
 * browser that still has the proof gets it back and continues. This file imports nothing, because a chunk shared with
 * another script could not be loaded without the cookie.
 */
const proof = localStorage.getItem("rezora-proof");
const attempts = Number(sessionStorage.getItem("rezora-returns") ?? "0");

/** A browser that accepts no cookies would reload forever. */
const maxAttempts = 5;

if (proof !== null && attempts < maxAttempts) {
  sessionStorage.setItem("rezora-returns", String(attempts + 1));
  void fetch("/return", { method: "POST", headers: { "X-Rezora-Proof": proof } }).then(({ ok }) => {
    // Not by setting the address: with a fragment in it, a browser would stay on this page.
    if (ok) location.reload();
  });
}
