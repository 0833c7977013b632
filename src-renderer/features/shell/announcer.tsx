import { useAnnouncement } from "../../state/announce.ts";

/** The one live region for changes of what is shown: sort, filter, another view, another response. */
export function Announcer() {
  const { id, text } = useAnnouncement();
  return (
    <div className="sr" aria-live="polite" data-announcer="">
      {/* Made anew, so that the same words are said a second time. */}
      <span key={id}>{text}</span>
    </div>
  );
}
