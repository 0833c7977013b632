import { useEffect } from "react";
import type { Application } from "#shared/contract.ts";
import type { Settings } from "#shared/settings.ts";
import { watchCookieTests } from "./features/doctor/cookie-runs.ts";
import { watchLoginComparisons } from "./features/doctor/login-comparison-runs.ts";
import { watchExaminations } from "./features/doctor/login-runs.ts";
import { DoctorPage } from "./features/doctor/doctor-page.tsx";
import { doctorToolTitle } from "./features/doctor/doctor-tools.ts";
import { watchCommitEnds } from "./features/edit/commit-toasts.ts";
import { leadOn } from "./features/edit/lead-on.ts";
import { LeftRuns } from "./features/edit/left-runs.tsx";
import { useUndoCommands } from "./features/edit/undo-commit.ts";
import { ReviewSheet } from "./features/edit/review-sheet.tsx";
import { Announcer } from "./features/shell/announcer.tsx";
import { Dialogs } from "./features/shell/dialogs.tsx";
import { Explore } from "./features/shell/explore.tsx";
import { HistoryPage } from "./features/history/history-page.tsx";
import { IdleStatus } from "./features/shell/idle-status.tsx";
import { LockAnnouncer } from "./features/shell/write-banner.tsx";
import { NothingOpen } from "./features/welcome/nothing-open.tsx";
import { Notices } from "./features/shell/notices.tsx";
import { Rail } from "./features/shell/rail.tsx";
import { watchObserved } from "./features/resources/watch-observed.ts";
import { SettingsPage } from "./features/settings/settings-page.tsx";
import { Sidebar } from "./features/shell/sidebar.tsx";
import { Toasts } from "./features/shell/toasts.tsx";
import { useOneHistory } from "./features/shell/use-one-history.ts";
import { watchProgram } from "./features/shell/watch-program.ts";
import { windowTitle } from "./features/shell/window-title.ts";
import { Topbar } from "./features/shell/topbar.tsx";
import { useApplicationCommands } from "./features/shell/application-commands.ts";
import { watchLostLines } from "./features/request/lost-lines.ts";
import { watchExports } from "./features/exporting/running-exports.ts";
import { WaitingStrip } from "./features/edit/waiting-strip.tsx";
import { useIsUnlocked } from "./features/connections/writes.ts";
import { useFrame } from "./features/shell/use-frame.ts";
import { Welcome } from "./features/welcome/welcome.tsx";
import { subscribeToEvents, useApplication, useConnection, useConnections, useSettings } from "./query.ts";
import { loadDrafts, watchSaving } from "./state/edits.ts";
import { useSmall } from "./state/media.ts";
import { report } from "./state/report.ts";
import { watchRuns } from "./state/review.ts";
import { watchAccess } from "./state/access.ts";
import { watchFormatChecks } from "./state/format-checks.ts";
import { watchExchanges } from "./state/sending.ts";
import { useDoctor } from "./state/doctor.ts";
import { useShell } from "./state/shell.ts";
import { useShortcuts } from "./state/shortcuts.ts";
import { ErrorBoundary } from "./ui/error-boundary.tsx";
import { visibleText } from "./ui/visible-text.tsx";
import { useAppearance } from "./state/theme.ts";
import { currentPlace, useWorkspace } from "./state/workspace.ts";

export function App() {
  const application = useApplication();
  const settings = useSettings();
  useAppearance(settings);
  useEffect(() => {
    report(loadDrafts());
    const ends = [
      subscribeToEvents(useShell.getState().tell),
      watchExchanges(),
      watchFormatChecks(),
      watchExports(),
      watchRuns(leadOn),
      watchCommitEnds(),
      watchObserved(),
      watchProgram(),
      watchSaving(),
      watchLostLines(),
      watchExaminations(),
      watchAccess(),
      watchCookieTests(),
      watchLoginComparisons(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  // Not keyed to the whole state: the unsaved stores change, and a dismissed notice must stay dismissed.
  const startNotices = application?.notices;
  useEffect(() => {
    for (const notice of startNotices ?? []) useShell.getState().tell(notice);
  }, [startNotices]);
  if (!application || !settings) return null;
  return <Window application={application} settings={settings} />;
}

function Window({ application, settings }: { application: Application; settings: Settings }) {
  const page = useShell((shell) => shell.page);
  const welcomeAsked = useShell((shell) => shell.welcome);
  const doctorTool = useDoctor((doctor) => doctor.tool);
  // Not the location: most of its changes do not concern the window.
  const placedOn = useWorkspace((state) => currentPlace(state)?.connectionId ?? null);
  const designator = useWorkspace((state) => currentPlace(state)?.draft.designator ?? "");
  const method = useWorkspace((state) => currentPlace(state)?.draft.method ?? "GET");
  const hasPanel = useWorkspace((state) => (currentPlace(state)?.panel ?? null) !== null);
  const last = useConnection(settings.lastConnectionId);
  const placed = useConnection(placedOn);
  const connection = placed ?? last;
  const unlocked = useIsUnlocked(connection);
  const small = useSmall();
  useFrame(unlocked);
  useOneHistory(useConnections() !== undefined);
  useShortcuts(application.platform);
  useApplicationCommands(connection, settings);
  useUndoCommands(connection?.connectionId);

  const welcome = page === "explore" && (welcomeAsked || !connection);
  const shown = welcome ? undefined : connection;
  const exploring = page === "explore" && !welcome && placedOn !== null && connection !== undefined;
  const title = welcome ? "Welcome" : pageTitle[page];
  const here = page === "explore" && !welcome ? (connection?.name ?? title) : title;
  // The other pages show their own.
  const heading = exploring ? designator || "New request" : page === "doctor" ? doctorToolTitle(doctorTool) : null;
  const titles = page === "doctor" ? [title, doctorToolTitle(doctorTool)] : [here];

  return (
    <div className="window" tabIndex={-1} data-writes={unlocked ? "unlocked" : "locked"}>
      <title>{windowTitle(exploring ? { method, designator } : null, here, connection?.name)}</title>
      <Rail />
      {settings.sidebarOpen && !small && <Sidebar connection={shown} page={page} width={settings.sidebarWidth} />}
      <main className="main" tabIndex={-1}>
        {heading !== null && (
          <h1 key={page} className="sr" tabIndex={-1}>
            {visibleText(heading)}
          </h1>
        )}
        <Topbar
          connection={shown}
          titles={exploring ? null : titles}
          inspectorOpen={exploring && !hasPanel ? settings.inspectorOpen : null}
        />
        <Notices />
        <LeftRuns connection={shown} />
        {exploring && <WaitingStrip />}
        {exploring ? (
          <ErrorBoundary key={connection.connectionId}>
            <Explore connection={connection} settings={settings} />
          </ErrorBoundary>
        ) : page === "doctor" ? (
          <DoctorPage connection={connection} />
        ) : (
          <>
            <div className="bodyrow">
              {welcome && <Welcome />}
              {page === "explore" && !welcome && connection && (
                <NothingOpen
                  key={connection.connectionId}
                  connectionId={connection.connectionId}
                  name={connection.name}
                />
              )}
              {page === "history" && <HistoryPage connection={shown} />}
              {(page === "history" || page === "explore") && <ReviewSheet connection={shown} />}
              {page === "settings" && <SettingsPage settings={settings} />}
            </div>
            <IdleStatus connection={shown} />
          </>
        )}
        <Toasts />
      </main>
      <ErrorBoundary>
        <Dialogs connection={connection} />
      </ErrorBoundary>
      {connection && <LockAnnouncer key={connection.connectionId} connection={connection} />}
      <Announcer />
    </div>
  );
}

const pageTitle = { explore: "Explore", doctor: "Doctor", history: "History", settings: "Settings" } as const;
