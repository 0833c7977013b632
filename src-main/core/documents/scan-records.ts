import { maxRecords } from "./limits.ts";
import { number } from "./notice-words.ts";
import type { Records } from "./records.ts";
import { walkStep, type Source } from "./source.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/**
 * Scans on up to `limit`; with `final` that is the end of the body. Scanners are resumable and do not care whether
 * bytes have not arrived or are only not at hand, so a large body is scanned window by window with the same code.
 */
export function* scanRecords(source: Source, records: Records, limit: number, final: boolean): Task<void> {
  for (let wanted = 1; !records.over;) {
    const from = records.at;
    const seen = Math.min(limit, source.load(from, Math.min(limit, from + wanted)));
    const pause = from + walkStep;
    let more = true;
    // A scanner goes back when it finds that this is no list of records: then other bytes must be at hand.
    for (let steps = 0; more && steps < recordsBetweenYields && records.at >= from && records.at < pause; steps++) {
      more = records.step(seen, final && seen === limit);
    }
    if (records.list.count >= maxRecords) {
      records.stop({
        offset: records.at,
        reason: `the table ends: it has ${number(maxRecords)} records, and more are not held`,
        isLimit: true,
      });
    } else if (more) wanted = 1;
    else if (seen >= limit) return;
    else {
      // What was at hand did not do: more is wanted from here on, twice as much if even a fresh window was too small.
      const had = seen - records.at;
      wanted = records.at > from ? had + 1 : had * 2;
      if (had >= source.maxAtHand) {
        records.stop({
          offset: records.at,
          reason: `a piece begins that is longer than ${number(source.maxAtHand)} bytes`,
          isLimit: true,
        });
      }
    }
    yield;
  }
}
