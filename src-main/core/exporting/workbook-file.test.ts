import { Buffer } from "node:buffer";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { columnLetters, sheetBegin, sheetEnd, sheetHeaders, sheetRow, sheetWidths } from "#shared/formats/sheet-xml.ts";
import { CallError } from "../call-error.ts";
import { readZip } from "./read-zip.ts";
import { workbookFile } from "./workbook-file.ts";

const headers = sheetHeaders(["contact_id", "contact_name", "zip", "contact_date"], new Set([3]));
const dates = { columns: new Set([3]), onText: () => undefined };
const rows = [
  ["0071", '=HYPERLINK("http://evil.example")', "08012", "2010-07-16 22:34:01"],
  ["12345678901234567890", " Zoë & <b> \u{1f600}\r\nsecond line", "", "0000-00-00 00:00:00"],
  ["1e5", "_x0041_ bell\u{7} half\ud83d", "2010-07-16", "1999-12-31"],
];

const heading = { resource: "lists/12/contacts", connection: "Harbour & Oak" };

async function* sheet(): AsyncGenerator<Uint8Array> {
  const letters = headers.map((_, column) => columnLetters(column));
  const shape = {
    headers,
    letters,
    rowCount: rows.length,
    widths: sheetWidths(headers, rows),
    dates: dates.columns,
    heading,
  };
  const texts = [
    sheetBegin(shape),
    ...rows.map((row, index) => sheetRow(index + 2, row, letters, undefined, dates)),
    sheetEnd(shape),
  ];
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Debian's Python has Debian's packages, whichever Python comes first in the path. */
const python = ["python3", "/usr/bin/python3"].find(
  (program) => spawnSync(program, ["-c", "import openpyxl"]).status === 0,
);
const office = ["soffice", "/usr/bin/soffice"].find((program) => spawnSync(program, ["--version"]).status === 0);
const script = `
import json, sys, openpyxl
from openpyxl.utils.escape import unescape
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.active
print(json.dumps({
  "sheets": book.sheetnames, "frozen": sheet.freeze_panes, "range": sheet.dimensions,
  "filter": sheet.auto_filter.ref, "titles": sheet.print_title_rows,
  "page": [sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage,
           sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight],
  "head": [sheet.oddHeader.left.text, sheet.oddHeader.right.text],
  "types": sorted({cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}),
  "formats": sorted({cell.number_format for row in sheet.iter_rows() for cell in row if cell.value is not None}),
  "rows": [[None if cell.value is None else unescape(cell.value) if cell.data_type == "s" else str(cell.value) for cell in row] for row in sheet.iter_rows()],
}))`;

describe("an Excel workbook", () => {
  it("is a complete, undamaged archive of the six parts that a reader needs", async () => {
    const files = readZip(await whole(workbookFile("contacts", sheet())));
    expect([...files.keys()].sort()).toEqual([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    expect(files.get("xl/worksheets/sheet1.xml")).toEqual(await whole(sheet()));
    expect(files.get("xl/workbook.xml")?.toString()).toContain('<sheet name="contacts"');
  });

  it("is the same file for the same table", async () => {
    expect(await whole(workbookFile("a", sheet()))).toEqual(await whole(workbookFile("a", sheet())));
  });

  it("makes no more of the sheet than is pulled", async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; ; made++) yield await Promise.resolve(noise());
    }
    const file = workbookFile("a", endless());
    for (let taken = 0; taken < 40; taken++) await file.next();
    const before = made;
    // Gives a producer that runs ahead time to do so.
    for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(made - before).toBeLessThan(12);
    await file.return();
  });

  it("fails when its sheet fails, and releases a sheet that is no longer needed", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from("<worksheet>"));
      throw new CallError("cancelled", "Stopped.");
    }
    await expect(whole(workbookFile("a", failing()))).rejects.toMatchObject({ code: "cancelled" });
    let begun = false;
    let over = false;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        for (; ; begun = true) yield await Promise.resolve(noise());
      } finally {
        over = true;
      }
    }
    const file = workbookFile("a", watched());
    while (!begun) await file.next();
    await file.return();
    await expect.poll(() => over).toBe(true);
  });

  it.skipIf(python === undefined)("has the same content in openpyxl (Debian: python3-openpyxl)", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rezora-workbook-"));
    const path = join(folder, "contacts.xlsx");
    await writeFile(path, await whole(workbookFile("contacts", sheet())));
    const said: unknown = JSON.parse(execFileSync(python ?? "", ["-c", script, path], { encoding: "utf8" }));
    await rm(folder, { recursive: true });
    expect(said).toEqual({
      sheets: ["contacts"],
      frozen: "A2",
      range: "A1:D4",
      filter: "A1:D4",
      titles: "$1:$1",
      page: ["landscape", 9, true, 1, 0],
      head: ["lists/12/contacts", "Harbour && Oak"],
      // A cell is never a formula or a number, and a date only in its own column.
      types: ["d", "s"],
      formats: ["@", String.raw`yyyy\-mm\-dd`, String.raw`yyyy\-mm\-dd\ hh:mm:ss`],
      rows: [headers, ...rows].map((row) => row.map(asRead)),
    });
  });

  it.skipIf(office === undefined)(
    "opens in LibreOffice with its dates, and prints in landscape (Debian: libreoffice-calc-nogui)",
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "rezora-workbook-"));
      const path = join(folder, "contacts.xlsx");
      await writeFile(path, await whole(workbookFile("contacts", sheet())));
      const convert = (to: string): void => {
        const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
        execFileSync(office ?? "", [profile, "--headless", "--convert-to", to, "--outdir", folder, path]);
      };
      convert("csv:Text - txt - csv (StarCalc):44,34,76");
      const lines = (await readFile(join(folder, "contacts.csv"), "utf8")).split("\n");
      expect(lines[0]).toBe("contact_id,contact_name,zip,contact_date (UTC)");
      expect(lines[1]).toMatch(/^0071,.*,08012,2010-07-16 22:34:01$/u);
      expect(lines.find((line) => line.startsWith("1e5"))).toMatch(/,2010-07-16,1999-12-31$/u);
      convert("pdf");
      const pdf = await readFile(join(folder, "contacts.pdf"), "latin1");
      const [, width = "", height = ""] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/u.exec(pdf) ?? [];
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([842, 595]);
      await rm(folder, { recursive: true });
    },
    120_000,
  );
});

/** A date without a time is midnight of that day. */
function asRead(text: string, column: number): string | null {
  if (text === "") return null;
  return column === 3 && text === "1999-12-31" ? `${text} 00:00:00` : text;
}

/** A piece that does not compress, so the archive grows with it. */
function noise(): Uint8Array {
  const bytes = Buffer.alloc(262_144);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeInt32LE(Math.floor(Math.random() * 0x7fff_ffff), at);
  return bytes;
}
