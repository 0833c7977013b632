import { CircleAlert, CircleCheck, Clock, Download, Info, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { dismissToast, useToast, type ToastAction } from "../../state/toast.ts";

/** How long it stays without interaction, in milliseconds. */
const staysFor = 6_000;

const looks = {
  ok: { of: CircleCheck, tone: "c-ok" },
  saved: { of: Download, tone: "ink-3" },
  plain: { of: Info, tone: "ink-3" },
  problem: { of: CircleAlert, tone: "c-danger" },
  later: { of: Clock, tone: "c-3" },
} as const;

/** Reports what was just done, for six seconds; it stays while it is hovered or has the focus. */
export function ToastMessage() {
  const toast = useToast((state) => state.toast);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (toast === null || held) return undefined;
    const timer = setTimeout(dismissToast, staysFor);
    return () => clearTimeout(timer);
  }, [toast, held]);
  return (
    <div role="status">
      {toast && (
        <div
          className="toast"
          key={toast.id}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <Icon {...looks[toast.kind]} />
          <span className="grow">{visibleText(shortened(toast.text))}</span>
          {toast.actions.map((action) => (
            <ActionButton key={action.label} action={action} />
          ))}
          <IconButton icon={X} label="Dismiss" size="small" onPress={dismissToast} />
        </div>
      )}
    </div>
  );
}

function ActionButton({ action: { label, keys, run } }: { readonly action: ToastAction }) {
  return (
    <Button
      size="small"
      onPress={() => {
        dismissToast();
        run();
      }}
    >
      {label}
      {keys !== undefined && <Kbd keys={keys} />}
    </Button>
  );
}
