import { useAnnouncement } from "../../state/announce.ts";

/** The one live region for changes of the view: sort, filter, another view, another response. */
export function Announcer() {
  const { id, text } = useAnnouncement();
  return (
    <div className="sr" aria-live="polite" data-announcer="">
      {/* The element is created again each time, so a repeated text is announced again. */}
      <span key={id}>{text}</span>
    </div>
  );
}
