import { spelledOut } from "#shared/visible-text.ts";
import type { CellLook } from "../../ui/data-grid/grid-row.tsx";
import { shortened } from "../../ui/shortened.ts";
import { nameText } from "../resources/record-name.tsx";
import { nameNotFetched, type RecordName } from "../resources/record-names.ts";
import { textWidthAtMost } from "./text-width.ts";

/** The gap between an id and the name beside it, in CSS pixels. */
const nameGap = 10;

/** An id that links to another record, with that record's name beside it. */
export function namedLook(look: CellLook, name: RecordName): CellLook {
  if (name.state === "unsure") return look;
  const words = name.state === "known" ? name.title : nameNotFetched;
  const width = textWidthAtMost(words, false);
  return {
    ...look,
    content: (
      <span className="idname">
        {look.content} <span className="nm">{nameText(name)}</span>
      </span>
    ),
    title: `${spelledOut(shortened(words))}. ${look.title ?? ""}`.trim(),
    widthAtMost: look.widthAtMost === undefined || width === undefined ? undefined : look.widthAtMost + width + nameGap,
  };
}
