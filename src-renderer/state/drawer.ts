import { create } from "zustand";
import { moveFocusToWork } from "../ui/focus-keeper.ts";

/** Whether the sidebar of a small window is open. */
export const useDrawer = create<{ readonly open: boolean }>()(() => ({ open: false }));

export function openDrawer(open: boolean): void {
  useDrawer.setState({ open });
}

/** Closes the drawer after a choice in it. Has no effect where the sidebar is next to the page. */
export function closeDrawer(): void {
  if (!useDrawer.getState().open) return;
  openDrawer(false);
  moveFocusToWork();
}
