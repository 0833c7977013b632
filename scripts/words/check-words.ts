/** Fails on words that docs/glossary.md replaces, and on exceptions that are not needed any more. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tool.ts";
import { allowedWords, stableCodes } from "./allowed.ts";
import { findWords, wordsToAvoid } from "./find-words.ts";

const glossary = "docs/glossary.md";
/** The words themselves are here. */
const ownFiles = /^(?:docs\/glossary\.md|scripts\/words\/.*)$/u;
const readable = /\.(?:ts|tsx|mts|css|md|json|yml|html)$/u;

const avoided = wordsToAvoid(readFileSync(join(root, glossary), "utf8"));
const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
const files = tracked.filter(
  (file) => readable.test(file) && !ownFiles.test(file) && file !== "package-lock.json" && existsSync(join(root, file)),
);
const found = files.flatMap((file) => findWords(file, readFileSync(join(root, file), "utf8"), avoided, stableCodes));
const isAllowed = ({ word, file }: { readonly word: string; readonly file: string }): boolean =>
  allowedWords.some((allowed) => allowed.word === word && allowed.file === file);
const wrong = found.filter((each) => !isAllowed(each));
const unneeded = allowedWords.filter(
  ({ word, file }) => !found.some((each) => each.word === word && each.file === file),
);

for (const { file, line, word } of wrong) console.log(`${file}:${String(line)}: “${word}”: see ${glossary}`);
for (const { file, word } of unneeded) console.log(`${file}: the exception for “${word}” is not needed any more`);
process.exitCode = wrong.length + unneeded.length === 0 ? 0 : 1;
