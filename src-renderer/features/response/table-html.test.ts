import { describe, expect, it } from "vitest";
import { tableHtml } from "./table-html.ts";

const html = (columns: readonly string[], line: readonly string[], withHeaders = false): string =>
  tableHtml({ columns, cells: [line], withHeaders });

describe("copied cells as a table", () => {
  it("have a head on request, with a cell for each column", () => {
    const withHead = html(["contact_id", "contact_name"], ["123", "Jane"], true);
    expect(withHead.match(/<th [^>]*>([^<]*)<\/th>/gu)).toHaveLength(2);
    expect(withHead).toMatch(/<thead><tr><th scope="col"[^>]*>contact_id<\/th>/u);
    expect(html(["contact_id"], ["123"])).not.toContain("<th");
  });

  it.each([
    ["contact_id", "00123", true],
    ["contact_id", "123456", true],
    ["contact_home_zip", "08012", true],
    ["contact_phone_work", "3035550100", true],
    ["contact_date", "2010-07-16 22:34:01", true],
    ["amount", "12.50", false],
    ["amount", "-3", false],
    ["amount", "007", true],
    ["amount", "1234567890123456", true],
    ["amount", "1e5", true],
    ["note", "1-2", true],
  ])("are text for a spreadsheet where a number would be another value: %s %s", (column, value, isText) => {
    expect(html([column], [value]).includes("mso-number-format:'\\@'")).toBe(isText);
  });

  it("never become markup, formulas or extra rows", () => {
    const [cell = ""] = /<td.*<\/td>/u.exec(html(["note"], ['<b onclick="x()">&amp;\r\nline\n'])) ?? [];
    expect(cell).toContain("&lt;b onclick=&quot;x()&quot;&gt;&amp;amp;<br");
    expect(cell.match(/<br style="mso-data-placement:same-cell">/gu)).toHaveLength(2);
    expect(html(["note"], ["=1+1"])).toContain(">'=1+1<");
    expect(html(["<i>"], ["a"], true)).toContain("&lt;i&gt;");
  });
});
