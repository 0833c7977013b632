import { Button } from "../../ui/button.tsx";
import type { BundleSearch } from "#shared/bundle.ts";
import { bundlePartTitles } from "#shared/bundle.ts";
import { leaveOut, leaveOutHeadings } from "./bundle-draft.ts";
import { heldParts, heldWords, holdsInHeadings } from "./bundle-words.ts";

/** The parts of a blocked bundle that contain a secret, each with a button that leaves it out. */
export function BundleHeld({ search, isBare }: { search: BundleSearch; isBare: boolean }) {
  const parts = heldParts(search);
  return (
    <div className="bundleheld">
      <ul aria-label="Parts that hold a secret">
        {parts.map((part) => (
          <li key={part}>
            <span className="grow">{heldWords(search, part)}</span>
            <Button size="small" aria-label={`Leave out ${bundlePartTitles[part]}`} onPress={() => leaveOut([part])}>
              Leave out
            </Button>
          </li>
        ))}
        {holdsInHeadings(search) && (
          <li>
            <span className="grow">{heldWords(search, "file")}</span>
            {!isBare && (
              <Button size="small" aria-label="Leave out the headings" onPress={leaveOutHeadings}>
                Leave out the headings
              </Button>
            )}
          </li>
        )}
      </ul>
      {parts.length > 1 && (
        <Button onPress={() => leaveOut(parts)}>
          {parts.length === 2 ? "Leave out both" : `Leave out all ${String(parts.length)}`} and search again
        </Button>
      )}
    </div>
  );
}
