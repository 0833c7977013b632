import { create } from "zustand";

interface Announcement {
  /** Counts up: the same words said twice are two announcements. */
  readonly id: number;
  readonly text: string;
}

/** The last words for whoever listens to the window instead of looking at it. */
export const useAnnouncement = create<Announcement>()(() => ({ id: 0, text: "" }));

/** Has a screen reader say, once and when it has finished what it is saying, what just changed on screen. */
export function announce(text: string): void {
  useAnnouncement.setState(({ id }) => ({ id: id + 1, text }));
}
