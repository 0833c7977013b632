import { expect, test } from "vitest";
import { unchangedSince, type SinceFetched } from "../../state/since-fetched.ts";
import { sinceNotice } from "./since-notice.ts";

const fetchedAt = Date.UTC(2026, 0, 5, 14, 2);
const later = Date.UTC(2026, 0, 5, 14, 6);
const gone = (...ids: readonly string[]): Partial<SinceFetched> => ({ gone: { column: "contact_id", ids } });

test.each<readonly [string, Partial<SinceFetched>, boolean, string | null]>([
  ["nothing", {}, true, null],
  [
    "one gone and left out",
    gone("5"),
    true,
    "Since this was fetched, 1 record is not there any more. Left out of the table. The rest is as it was at 14:02 UTC.",
  ],
  [
    "two gone and shown",
    gone("5", "6"),
    false,
    "Since this was fetched, 2 records are not there any more. This is how it was at 14:02 UTC.",
  ],
  ["one added", { added: 1 }, false, "Since this was fetched, 1 record was added. This is how it was at 14:02 UTC."],
  [
    "one gone and four added",
    { ...gone("5"), added: 4 },
    false,
    "Since this was fetched, 1 record is not there any more and 4 records were added. This is how it was at 14:02 UTC.",
  ],
  [
    "emptied",
    { emptiedAt: later },
    false,
    "Records here were deleted at 14:06 UTC, all that can be. This is how it was at 14:02 UTC.",
  ],
  [
    "the record itself",
    { owner: { designator: "lists/7/contacts", at: later } },
    false,
    "lists/7/contacts is not there any more, as of 14:06 UTC. This is how it was at 14:02 UTC.",
  ],
  [
    "the list it belongs to",
    { owner: { designator: "lists/7", at: later } },
    false,
    "lists/7 is not there any more, as of 14:06 UTC. It took lists/7/contacts with it. This is how it was at 14:02 UTC.",
  ],
])("a response says what became of it: %s", (_case, since, isLeftOut, words) => {
  const notice = sinceNotice({ ...unchangedSince, ...since }, "lists/7/contacts", fetchedAt, isLeftOut);
  expect(notice && `${notice.title} ${notice.message}`).toBe(words);
});
