import type { AllowedWord } from "./find-words.ts";

/** Codes that users know and files hold: they keep their spelling. */
export const stableCodes: readonly string[] = ["session-ghost"];

/** Where a word that the glossary replaces is right all the same. */
export const allowedWords: readonly AllowedWord[] = [
  { word: "news", file: "e2e/ended-reader.spec.ts", reason: "The beginning of “Newsletter”, which is searched for." },
  {
    word: "paper",
    file: "src-shared/formats/sheet-xml.ts",
    reason: "The size of the sheet that a workbook prints on.",
  },
  { word: "paper", file: "src-shared/formats/sheet-xml.test.ts", reason: "The same." },
  { word: "paper", file: "src-main/core/exporting/workbook-file.test.ts", reason: "The same." },
  { word: "paper", file: "src-main/core/doctor/near-miss/copying-slips.ts", reason: "Passwords are copied from it." },
];
