/** The parts of an XLSX file other than its worksheet: the minimum that every reader needs (ECMA-376 part 2). */
export interface WorkbookPart {
  readonly name: string;
  readonly text: string;
}

export const sheetPart = "xl/worksheets/sheet1.xml";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
const officeDocument = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const contentTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Number format 49 is "text"; the two of dates are our own. The order is that of `cellStyle`. */
const styles =
  `<styleSheet xmlns="${spreadsheet}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

export function workbookParts(sheetName: string): WorkbookPart[] {
  const name = xmlOf(sheetName);
  // The header row is repeated on each printed page. In a formula, an apostrophe in a name is doubled.
  const titles = `${xmlOf(`'${sheetName.replaceAll("'", "''")}'`)}!$1:$1`;
  return [
    {
      name: "[Content_Types].xml",
      text:
        `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${contentTypes}.sheet.main+xml"/>` +
        `<Override PartName="/${sheetPart}" ContentType="${contentTypes}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${contentTypes}.styles+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      text: relations([["officeDocument", "xl/workbook.xml"]]),
    },
    {
      name: "xl/workbook.xml",
      text:
        `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${officeDocument}">` +
        `<sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets>` +
        `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${titles}</definedName></definedNames></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: relations([
        ["worksheet", "worksheets/sheet1.xml"],
        ["styles", "styles.xml"],
      ]),
    },
    { name: "xl/styles.xml", text: declaration + styles },
  ];
}

function xmlOf(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${officeDocument}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${relationships}">${all.join("")}</Relationships>`;
}

/** Excel takes 31 characters at most, none of `[]:*?/\`, no apostrophe at an end, and keeps "History" for itself. */
export function cleanSheetName(wanted: string): string {
  const plain = wanted
    // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
    .replace(/[\u{0}-\u{1f}\u{7f}-\u{9f}\u{d800}-\u{dfff}\u{fffe}\u{ffff}]/gu, "")
    .replace(/[[\]:*?/\\]/g, "-");
  let name = "";
  for (const character of plain) if (name.length + character.length <= 31) name += character;
  name = name.replace(/^['\s]+|['\s]+$/g, "");
  return name === "" || name.toLowerCase() === "history" ? "Records" : name;
}
