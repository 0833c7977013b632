import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { cleanSheetName, workbookParts } from "./workbook-parts.ts";

it.each([
  ["contacts", "contacts"],
  ["lists/12/contacts", "lists-12-contacts"],
  ["a[b]:c*?\\d", "a-b--c---d"],
  ["'quoted'", "quoted"],
  ["History", "Records"],
  ["", "Records"],
  ["\u{1}\ud83d", "Records"],
  ["x".repeat(30) + "\u{1f600}", "x".repeat(30)],
  ["x".repeat(40), "x".repeat(31)],
])("the sheet of %j is named %j", (wanted, name) => {
  expect(cleanSheetName(wanted)).toBe(name);
});

it("every part is well-formed, and carries the name as it is", () => {
  for (const { text } of workbookParts('R&D "<1>"')) {
    const parser = new SaxesParser();
    let name: string | undefined;
    parser.on("opentag", (tag) => {
      if (tag.name === "sheet") name = tag.attributes["name"];
    });
    parser.write(text).close();
    if (name !== undefined) expect(name).toBe('R&D "<1>"');
  }
  expect.hasAssertions();
});

it("the header row is repeated on each printed page, whatever the sheet is called", () => {
  const titlesOf = (name: string): string =>
    /<definedName name="_xlnm.Print_Titles" localSheetId="0">(.*)<\/definedName>/u.exec(
      workbookParts(name).find((part) => part.name === "xl/workbook.xml")?.text ?? "",
    )?.[1] ?? "";
  expect(titlesOf("contacts")).toBe("'contacts'!$1:$1");
  expect(titlesOf("R&D's")).toBe("'R&amp;D''s'!$1:$1");
});
