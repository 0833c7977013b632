import type { Vault } from "#core/ports.ts";

function refuse(): never {
  throw new Error("The browser host keeps passwords in memory only.");
}

/** Passwords stay in memory, because a page on 127.0.0.1 cannot be trusted with a keychain. */
export const sessionVault: Vault = {
  storage: {
    kind: "session",
    title: "This session only: kept in memory.",
    message: "The password is gone when you stop the program. The desktop application can keep it in the keychain.",
  },
  persistent: false,
  encrypt: refuse,
  decrypt: refuse,
};
