import { expect, test } from "vitest";
import type { SecretStorage } from "#shared/connection.ts";
import {
  draftWords,
  isStillTrue,
  journalWords,
  missingPasswordHint,
  secretStorageWords,
  type Unsaved,
} from "./storage-words.ts";

const stores = ["settings", "connections", "secrets", "meter", "edits", "folder"] as const;
/** Every state of the storage: nothing is known yet, or any of the stores are not saved. */
const states: readonly Unsaved[] = [
  undefined,
  ...Array.from({ length: 2 ** stores.length }, (_, bits) =>
    stores.filter((_store, index) => (bits >> index) % 2 === 1),
  ),
];
const isGood = (store: string, unsaved: Unsaved): boolean =>
  unsaved !== undefined && !unsaved.includes(store) && !unsaved.includes("folder");

const age = (): string => "5 s ago";
const draft = { savedAt: 1, isUnsaved: false, isFailed: false };
const keyring: SecretStorage = { kind: "keychain", title: "Kept, encrypted.", message: "By this app only." };
const session: SecretStorage = { kind: "session", title: "This session only.", message: "Gone at the end." };

test("in every state of the storage, only what is on disk is called saved [security: saved-is-true]", () => {
  expect(states).toHaveLength(65);
  for (const unsaved of states) {
    const label = String(unsaved);
    const words = draftWords(draft, unsaved, age)?.text ?? "";
    expect(words.startsWith("Saved"), label).toBe(isGood("edits", unsaved));
    expect(secretStorageWords(keyring, unsaved).title.startsWith("Kept"), label).toBe(isGood("secrets", unsaved));
    expect(secretStorageWords(session, unsaved).title, label).toBe("This session only.");
    expect(journalWords(unsaved).startsWith("Kept"), label).toBe(isGood("edits", unsaved));
  }
});

test.each([
  [{ ...draft }, [], "Saved 5 s ago"],
  [{ ...draft, isUnsaved: true }, [], "Saving…"],
  [{ ...draft, savedAt: 0 }, [], "Saving…"],
  [{ ...draft, isFailed: true }, [], "Not saved"],
  [{ ...draft, savedAt: null }, [], undefined],
  [{ ...draft, savedAt: null, isFailed: true }, [], "Not saved"],
  [{ ...draft, isUnsaved: true }, ["edits"], "Not saved"],
  [{ ...draft }, ["folder"], "Not saved"],
  [{ ...draft }, ["settings", "meter"], "Saved 5 s ago"],
  [{ ...draft }, undefined, undefined],
])("a draft %o while %o is not saved", (saving, unsaved, text) => {
  expect(draftWords(saving, unsaved, age)?.text).toBe(text);
});

test.each([
  ["settings-unsaved", ["settings"], true],
  ["settings-unsaved", ["connections"], false],
  ["settings-unsaved", [], false],
  ["settings-saved-again", [], true],
  ["settings-saved-again", ["settings"], false],
  ["folder-unsaved", ["folder"], true],
  ["folder-unsaved", [], false],
  ["settings-recovered", [], true],
  ["settings-unsaved", undefined, true],
])("%s while %o is not saved: shown %o", (code, unsaved, shown) => {
  expect(isStillTrue({ code }, unsaved)).toBe(shown);
});

test("a password that is missing is called lost only where none outlives its session", () => {
  const lost = "A password lasts one session here, because nothing keeps it on this computer.";
  for (const passwordNeeded of [false, true]) {
    for (const passwordOrigin of [undefined, "", "https://old.example"]) {
      for (const isKept of [null, true, false]) {
        const of = passwordOrigin === undefined ? { passwordNeeded } : { passwordNeeded, passwordOrigin };
        const isLost = !passwordNeeded && passwordOrigin === undefined && isKept === false;
        expect(missingPasswordHint(of, isKept), JSON.stringify([of, isKept])).toBe(isLost ? lost : "");
      }
    }
  }
});
