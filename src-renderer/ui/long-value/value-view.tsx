import { Copy, Minimize2 } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "../button.tsx";
import { CodeView, type CodeHandle } from "../code-view/code-view.tsx";
import { useStable } from "../use-stable.ts";
import { selectedText } from "./selected-text.ts";
import type { ValueWindow } from "./value-lines.ts";

export interface ValueViewProps {
  /** `contact_note` */
  readonly label: string;
  /** Characters of the whole value. */
  readonly length: number;
  readonly window: ValueWindow;
  /** Copies the whole value. */
  readonly onCopy: () => void;
  /** Back to the beginning of it; absent where the window is all there is. */
  readonly onHide?: (() => void) | undefined;
  /** A row that must be visible. */
  readonly show?: number | undefined;
  /** Takes the focus, because the user opened it by a key or a click. */
  readonly takesFocus?: boolean;
  readonly actions?: ReactNode;
}

const nothing = (): void => undefined;

/** A value of any length by windows of rows, as the code views show a body. */
export function ValueView(props: ValueViewProps) {
  const { label, length, window: rows, onCopy: copyLatest, onHide, show, takesFocus = false, actions } = props;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<CodeHandle>(null);
  const onCopy = useStable(copyLatest);
  const isReady = rows.rows > 0;
  useEffect(() => {
    if (isReady && takesFocus) view.current?.focus();
  }, [isReady, takesFocus]);
  const { of } = rows;
  useEffect(() => {
    if (isReady && show !== undefined && show > 0) view.current?.showLine(show);
  }, [isReady, show, of]);
  const amount = `${length.toLocaleString("en-US")} characters`;
  return (
    <div
      className="longvalue"
      ref={box}
      onCopy={(event) => {
        const text = event.defaultPrevented || box.current === null ? null : selectedText(box.current);
        if (text === null) return;
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
      }}
    >
      <CodeView
        label={`${label}, ${amount}`}
        lineCount={rows.rows}
        lineAt={rows.lineAt}
        onRange={rows.onRange}
        needle={null}
        current={null}
        onFold={nothing}
        onMenu={null}
        onRecord={nothing}
        wrap={false}
        text={rows.of}
        onCopyAll={onCopy}
        handle={view}
      />
      <div className="longfoot">
        <span className="grow ell tnum" role={rows.problem === null ? undefined : "alert"}>
          {rows.problem ?? amount}
        </span>
        <span className="longacts">
          {actions}
          <Button size="small" variant="quiet" icon={Copy} aria-label={`Copy all of ${label}`} onPress={onCopy}>
            Copy all
          </Button>
          {onHide && (
            <Button size="small" variant="quiet" icon={Minimize2} aria-label={`Show less of ${label}`} onPress={onHide}>
              Show less
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}
