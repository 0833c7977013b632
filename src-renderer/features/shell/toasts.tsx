import { ExportCards } from "../exporting/export-cards.tsx";
import { SaidToast } from "../response/said-toast.tsx";

/** What runs beside the person's work and what was just done: above the status bar on every page. */
export function Toasts() {
  return (
    <div className="toasts">
      <ExportCards />
      <SaidToast />
    </div>
  );
}
