import { ExportCards } from "../exporting/export-cards.tsx";
import { ToastMessage } from "./toast-message.tsx";

/** What runs beside the person's work and what was just done: above the status bar on every page. */
export function Toasts() {
  return (
    <div className="toasts">
      <ExportCards />
      <ToastMessage />
    </div>
  );
}
