import type { Slip } from "./slip.ts";

/** Capital and small letters, when Shift or Caps Lock caused the mistake. */
export function* caseSlips(text: string): Generator<Slip, void> {
  const make = (password: string, difference: string): Slip => ({
    kind: "capital and small letters",
    password,
    difference,
  });
  yield make(swapCase(text), "typed with Caps Lock on");
  yield make(text.toLowerCase(), "all in small letters");
  yield make(text.toUpperCase(), "all in capital letters");
  const [first = "", ...rest] = text;
  yield make(swapCase(first) + rest.join(""), "the case of the first letter changed");
  yield make(first.toUpperCase() + rest.join("").toLowerCase(), "only the first letter a capital");
  yield make(
    text.replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()),
    "each word with a capital letter",
  );
  const characters = Array.from(text);
  for (const [index, character] of characters.entries()) {
    yield make(characters.with(index, swapCase(character)).join(""), "the case of one letter changed");
  }
}

function swapCase(text: string): string {
  return Array.from(text)
    .map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()))
    .join("");
}

/** Rows of keys whose letters are elsewhere on the keyboards of other countries. */
const layouts = [
  ["yzYZ", "zyZY", "Y and Z swapped, as on a German keyboard"],
  ["aqwzAQWZ", "qazwQAZW", "typed on a French keyboard"],
  [`@"`, `"@`, "the at sign and the quote swapped, as on a British keyboard"],
  ["1234567890", `!@#$%^&*()`, "digits typed with Shift"],
  [`!@#$%^&*()`, "1234567890", "special characters typed without Shift"],
] as const;

/** One key too many, one too few, or one next to the right key. */
export function* keyboardSlips(text: string): Generator<Slip, void> {
  const make = (password: string, difference: string): Slip => ({
    kind: "slips of the keyboard",
    password,
    difference,
  });
  for (const [from, to, difference] of layouts) {
    const typed = Array.from(text)
      .map((character) => to[from.indexOf(character)] ?? character)
      .join("");
    yield make(typed, difference);
  }
  const characters = Array.from(text);
  for (const [index, character] of characters.entries()) {
    const where =
      index === 0 ? "the first character" : index === characters.length - 1 ? "the last character" : "a character";
    yield make(characters.toSpliced(index, 1).join(""), `${where} missing`);
    yield make(characters.toSpliced(index, 0, character).join(""), `${where} doubled`);
    const next = characters[index + 1];
    if (next !== undefined) {
      yield make(
        characters
          .with(index, next)
          .with(index + 1, character)
          .join(""),
        "two characters swapped",
      );
    }
  }
  for (let code = 0x20; code < 0x7f; code++) {
    yield make(text + String.fromCharCode(code), "one character too many at the end");
  }
  for (const [index] of characters.entries()) {
    for (let code = 0x21; code < 0x7f; code++) {
      yield make(characters.with(index, String.fromCharCode(code)).join(""), "one character mistyped");
    }
  }
}
