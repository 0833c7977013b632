import { safeStorage } from "electron";
import type { SecretStorage } from "#shared/connection.ts";
import type { Vault } from "#core/ports.ts";

const sessionOnly: SecretStorage = {
  kind: "session",
  title: "This session only: no keychain on this computer.",
  message:
    process.platform === "linux"
      ? "The password is gone when you close the app. Install and unlock GNOME Keyring or KWallet to keep it."
      : "The password is gone when you close the app.",
};

/** Linux has several keychains; without one, Chromium would use a publicly known key (`basic_text`). */
function storageOnLinux(): SecretStorage {
  const backend = safeStorage.getSelectedStorageBackend();
  if (backend === "gnome_libsecret") {
    return {
      kind: "gnome-libsecret",
      title: "Kept, encrypted with a key from GNOME Keyring.",
      message: "It can be read by this app under your account, while the keyring is unlocked.",
    };
  }
  if (backend === "basic_text" || backend === "unknown") return sessionOnly;
  return {
    kind: "kwallet",
    title: "Kept, encrypted with a key from KWallet.",
    message: "It can be read by this app under your account, while the wallet is open.",
  };
}

function storageInForce(): SecretStorage {
  if (!safeStorage.isEncryptionAvailable()) return sessionOnly;
  if (process.platform === "darwin") {
    return {
      kind: "keychain",
      title: "Kept, encrypted with a key from your macOS Keychain.",
      message: "It can be read by this app under your account only.",
    };
  }
  if (process.platform === "win32") {
    return {
      kind: "dpapi",
      title: "Kept, encrypted by Windows for your account (DPAPI).",
      message: "It can be read under your Windows account only.",
    };
  }
  return storageOnLinux();
}

/** Secrets encrypted by the operating system. Which storage is used is known only when the app is ready. */
export function openVault(): Vault {
  const storage = storageInForce();
  return {
    storage,
    persistent: storage.kind !== "session",
    encrypt: (secret) => safeStorage.encryptString(secret),
    decrypt: (encrypted) => safeStorage.decryptString(Buffer.from(encrypted)),
  };
}
