import { useUnsaved } from "../../query.ts";
import { isStillTrue } from "../../state/storage-words.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Notices of the application, each shown until it is dismissed. */
export function Notices() {
  const notices = useShell((shell) => shell.notices);
  const unsaved = useUnsaved();
  return notices
    .filter((notice) => isStillTrue(notice, unsaved))
    .map((notice) => (
      <Notice
        key={`${notice.code} ${notice.title} ${notice.message}`}
        strip
        role={notice.severity === "danger" ? "alert" : "status"}
        kind={notice.severity}
        title={notice.title}
        action={
          <Button size="small" variant="quiet" onPress={() => useShell.getState().dismiss(notice)}>
            Dismiss
          </Button>
        }
      >
        {notice.message}
      </Notice>
    ));
}
