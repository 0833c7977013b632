import { CircleAlert, CircleCheck, Clock, Download, Info, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { shortened } from "../../ui/shortened.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { unsay, useSaid, type SayingAction } from "./said.ts";

/** How long it stays when nobody touches it, in milliseconds. */
const staysFor = 6_000;

const looks = {
  ok: { of: CircleCheck, tone: "c-ok" },
  saved: { of: Download, tone: "ink-3" },
  plain: { of: Info, tone: "ink-3" },
  problem: { of: CircleAlert, tone: "c-danger" },
  later: { of: Clock, tone: "c-3" },
} as const;

/** Says what was just done, for six seconds; stays while it is under the pointer or has the focus. */
export function SaidToast() {
  const saying = useSaid((state) => state.saying);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (saying === null || held) return undefined;
    const timer = setTimeout(unsay, staysFor);
    return () => clearTimeout(timer);
  }, [saying, held]);
  return (
    <div role="status">
      {saying && (
        <div
          className="saidtoast"
          key={saying.id}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <Icon {...looks[saying.kind]} />
          <span className="grow">{visibleText(shortened(saying.text))}</span>
          {saying.actions.map((action) => (
            <ActionButton key={action.label} action={action} />
          ))}
          <IconButton icon={X} label="Dismiss" size="small" onPress={unsay} />
        </div>
      )}
    </div>
  );
}

function ActionButton({ action: { label, keys, run } }: { readonly action: SayingAction }) {
  return (
    <Button
      size="small"
      onPress={() => {
        unsay();
        run();
      }}
    >
      {label}
      {keys !== undefined && <Kbd keys={keys} />}
    </Button>
  );
}
