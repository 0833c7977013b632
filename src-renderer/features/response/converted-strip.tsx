import { ArrowLeftRight } from "lucide-react";
import type { DocumentSummary } from "#shared/documents.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { CheckActions, type CheckActionsProps } from "./check-actions.tsx";
import { runningText } from "./check-words.ts";
import { formatName } from "./shown-exchange.ts";
import { useCheck } from "./use-check.ts";

type Converted = "json" | "xml" | "csv";

export interface ConvertedStripProps extends Pick<CheckActionsProps, "onShowByte"> {
  readonly document: DocumentSummary;
  readonly as: Converted;
  readonly onFetchAs: ((format: Converted) => void) | null;
}

/** Says that Rezora rewrote the served bytes for this view, and what the check of it found. */
export function ConvertedStrip({ document, as, onFetchAs, onShowByte }: ConvertedStripProps) {
  const running = useCheck(document.documentId, as);
  const altered = (running.check?.firstDifference ?? null) !== null;
  return (
    <Notice
      strip
      kind={altered ? "caution" : "info"}
      {...(altered ? {} : { icon: ArrowLeftRight })}
      title={`Converted from ${formatName(document.format)}.`}
      action={
        <>
          <CheckActions running={running} onShowByte={onShowByte} />
          {onFetchAs && (
            <Button size="small" onPress={() => onFetchAs(as)}>
              Fetch as {as.toUpperCase()}
            </Button>
          )}
        </>
      }
    >
      {runningText(running)}
    </Notice>
  );
}
