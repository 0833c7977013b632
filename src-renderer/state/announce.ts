import { create } from "zustand";

interface Announcement {
  /** Increases with each announcement, so the same text is announced twice if it is sent twice. */
  readonly id: number;
  readonly text: string;
}

/** The last announcement for users of a screen reader. */
export const useAnnouncement = create<Announcement>()(() => ({ id: 0, text: "" }));

/** Announces a change on screen to a screen reader, politely and once. */
export function announce(text: string): void {
  useAnnouncement.setState(({ id }) => ({ id: id + 1, text }));
}
