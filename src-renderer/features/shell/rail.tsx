import { History, Settings, Stethoscope, Table2, type LucideIcon } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useShell, type Page } from "../../state/shell.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { Icon } from "../../ui/icon.tsx";
import { formatCount } from "../response/format.ts";

const sections: readonly { readonly page: Page; readonly title: string; readonly icon: LucideIcon }[] = [
  { page: "explore", title: "Explore", icon: Table2 },
  { page: "doctor", title: "Doctor", icon: Stethoscope },
  { page: "history", title: "History", icon: History },
  { page: "settings", title: "Settings", icon: Settings },
];

/** The sections of the application, with the settings at the bottom. */
export function Rail() {
  const page = useShell((shell) => shell.page);
  const pending = usePendingChanges().total;
  return (
    <nav className="rail" aria-label="Sections">
      <span className="mark" title="Rezora Explorer">
        <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" aria-hidden>
          <path d="M2 3.5h12M2 8h4.5M2 12.5h4.5" />
          <circle cx="11" cy="10" r="2.75" />
          <path d="m13.1 12.1 1.6 1.6" />
        </svg>
      </span>
      {sections.map(({ page: own, title, icon }) => (
        <AriaButton
          key={own}
          className={own === "settings" ? "railitem end" : "railitem"}
          {...(page === own ? { "aria-current": "page" as const } : {})}
          onPress={() => useShell.getState().show(own)}
        >
          <Icon of={icon} size="l" />
          {own === "explore" && pending > 0 ? <Counted title={title} pending={pending} /> : title}
        </AriaButton>
      ))}
    </nav>
  );
}

/** The count is part of the accessible name, spelled out for screen readers. */
function Counted({ title, pending }: { readonly title: string; readonly pending: number }) {
  return (
    <>
      <span aria-hidden="true">{title}</span>
      <span className="railcount" aria-hidden="true">
        {pending > 999 ? "999+" : formatCount(pending)}
      </span>
      <span className="sr">
        {title}, {formatCount(pending)} pending
      </span>
    </>
  );
}
