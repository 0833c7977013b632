import { ExportCards } from "../exporting/export-cards.tsx";
import { ToastMessage } from "./toast-message.tsx";

/** Running background work and recent actions: above the status bar on every page. */
export function Toasts() {
  return (
    <div className="toasts">
      <ExportCards />
      <ToastMessage />
    </div>
  );
}
