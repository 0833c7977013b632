import { useApplication } from "../query.ts";
import { keyNames } from "../state/keys.ts";

/** The keys of a command in the spelling of the platform, `Ctrl K` or `⌘K`. */
export function Kbd({ keys }: { keys: string }) {
  const platform = useApplication()?.platform ?? "other";
  return (
    <kbd className="kbd" aria-hidden="true">
      {keyNames(keys, platform)}
    </kbd>
  );
}
