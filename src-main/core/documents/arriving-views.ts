import type { CodeFormat } from "#shared/documents.ts";
import { CallError } from "../call-error.ts";
import { arrivingView, plainView, type CodeView } from "./code-view.ts";
import { fixedBlock, RawBlock } from "./line-blocks.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Records } from "./records.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";

/** A view of up to this many bytes is rebuilt on each event; a larger one once it has grown by an eighth. */
const cheap = 8_388_608;

/**
 * Bytes. An unfinished line is shown only when it is longer than this; a shorter one would end in the middle of a
 * value.
 */
const endlessLine = 65_536;

interface Made {
  readonly view: CodeView;
  readonly length: number;
  readonly records: Records | null;
}

/**
 * The code views of a body that is still arriving: raw, and the records so far in the format in which they are served.
 */
export class ArrivingViews {
  private readonly made = new Map<CodeFormat, Made>();

  *view(document: OpenDocument, as: CodeFormat): Task<CodeView> {
    const { source, table: records } = document;
    const { length } = source;
    const known = this.made.get(as);
    const grown = length - (known?.length ?? 0);
    if (known?.records === records && grown <= Math.max(0, (known.length - cheap) / 8)) return known.view;
    const view = as === "raw" ? rawSoFar(document) : recordsSoFar(document, as);
    // More bytes may arrive while lines are counted: `length` is the number of bytes before the count.
    yield* view.count();
    this.made.set(as, { view, length, records });
    return view;
  }
}

function rawSoFar({ source }: OpenDocument): CodeView {
  const whole = source.lastIndexOf(10, source.length - endlessLine) + 1;
  const end = whole === 0 ? wholeCharacters(source) : whole;
  const raw = new RawBlock(source, 0);
  return plainView(raw, () => raw.count(end, true));
}

function recordsSoFar(document: OpenDocument, as: CodeFormat): CodeView {
  const { table } = document;
  if (table?.format !== as) throw new CallError("invalid-input", "This view waits until the whole answer is here.");
  // The last record is omitted: what follows it is not known yet.
  if (table.list.count > 0) return arrivingView(document, table, table.list.count - 1);
  return plainView(fixedBlock([]), function* () {});
}

/** End of the last complete character: a last character that is not ASCII may be incomplete. */
function wholeCharacters(source: Source): number {
  const last = source.length - 1;
  if (last < 0) return 0;
  return source.byteAt(last) < 0x80 ? source.length : source.characterStart(last);
}
