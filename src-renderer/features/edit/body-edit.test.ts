import fc from "fast-check";
import { expect, test } from "vitest";
import { writeBody, type BodyFormat, type FieldPair } from "#shared/rezora/request-body.ts";
import { readEditedBody } from "./body-edit.ts";

const anyText = fc.string({
  unit: fc.constantFrom(
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u001b",
    "\u2028",
    "\u0085",
    "\ufffe",
    "\ud800",
    "<",
    "&",
    "%",
    "+",
    '"',
    "\\",
    "a",
    " ",
    "é",
  ),
});

test.each(["json", "xml", "text"] as const)("an edit of one field in %s leaves all others unchanged", (format) => {
  fc.assert(
    fc.property(anyText, anyText, fc.constantFrom("x", "y z"), (one, other, typed) => {
      const fields: FieldPair[] = [
        ["contact_company", one],
        ["contact_business_street", other],
        ["contact_name", "Siobhan"],
      ];
      const text = writeBody(format, fields).text.replace(
        "Siobhan",
        format === "text" ? encodeURIComponent(typed) : typed,
      );
      expect(readEditedBody(format, text, fields)).toMatchObject({
        fields: [fields[0], fields[1], ["contact_name", typed]],
      });
    }),
  );
});

test.each(["json", "xml", "text"] satisfies BodyFormat[])("%s that was not edited is unchanged", (format) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c d"), anyText), { maxLength: 4 }), (pairs) => {
      const fields = [...new Map(pairs)];
      expect(readEditedBody(format, writeBody(format, fields).text, fields)).toMatchObject({ ok: true, fields });
    }),
  );
});
