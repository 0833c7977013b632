import type { CodeFormat } from "#shared/documents.ts";
import { CallError } from "../call-error.ts";
import { arrivingView, type CodeView } from "./code-view.ts";
import { fixedBlock, rawBlock } from "./line-blocks.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Records } from "./records.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";

/** A view of so much is made anew with all news; a larger one when an eighth has come on top. Bytes. */
const cheap = 8_388_608;

/** A line without an end is shown when it is longer than this: elsewhere it is cut in the middle of a value. Bytes. */
const endlessLine = 65_536;

interface Made {
  readonly view: CodeView;
  readonly length: number;
  readonly records: Records | null;
}

/** The code views of a body that is still arriving: raw, and the records so far in the format they are served in. */
export class ArrivingViews {
  private readonly made = new Map<CodeFormat, Made>();

  *view(document: OpenDocument, as: CodeFormat): Task<CodeView> {
    const { source, table: records } = document;
    const { length } = source;
    const known = this.made.get(as);
    const grown = length - (known?.length ?? 0);
    if (known?.records === records && grown <= Math.max(0, (known.length - cheap) / 8)) return known.view;
    const view = as === "raw" ? yield* rawSoFar(document) : yield* recordsSoFar(document, as);
    this.made.set(as, { view, length, records });
    return view;
  }
}

function* rawSoFar({ source }: OpenDocument): Task<CodeView> {
  const whole = source.bytes.lastIndexOf(10) + 1;
  const end = whole === 0 || source.length - whole > endlessLine ? wholeCharacters(source) : whole;
  return { converted: false, head: yield* rawBlock(source, 0, end), records: null, tail: fixedBlock([]) };
}

function* recordsSoFar(document: OpenDocument, as: CodeFormat): Task<CodeView> {
  const { table } = document;
  if (table?.format !== as) throw new CallError("invalid-input", "This view waits until the whole answer is here.");
  if (table.list.count === 0) {
    return { converted: false, head: fixedBlock([]), records: null, tail: fixedBlock([]) };
  }
  // Of the last record it is not known yet what follows it.
  return yield* arrivingView(document, table, table.list.count - 1);
}

/** As far as no character can be cut in two: of the last one it is not known, unless it is ASCII. */
function wholeCharacters(source: Source): number {
  const last = source.length - 1;
  return (source.bytes[last] ?? 0) < 0x80 ? source.length : source.characterStart(last);
}
