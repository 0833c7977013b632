import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import type { DocumentSummary, VerifyResult } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { formatCount } from "./format.ts";
import { formatName } from "./shown-exchange.ts";

type Converted = "json" | "xml" | "csv";

/** Says that a view was re-written by us from the served bytes, and what the check of it found. */
export function ConvertedStrip({
  document,
  as,
  onFetchAs,
}: {
  document: DocumentSummary;
  as: Converted;
  onFetchAs: ((format: Converted) => void) | null;
}) {
  const { documentId } = document;
  const { data, error } = useQuery({
    queryKey: ["verify", documentId, as],
    queryFn: ({ signal }) => call("verifyDocument", { documentId, as }, signal),
    gcTime: 60_000,
  });
  const altered = data !== undefined && data.firstDifference !== null;
  return (
    <Notice
      strip
      kind={altered ? "caution" : "info"}
      {...(altered ? {} : { icon: ArrowLeftRight })}
      title={`Converted from ${formatName(document.format)}.`}
      action={
        onFetchAs && (
          <Button size="small" onPress={() => onFetchAs(as)}>
            Fetch as {as.toUpperCase()}
          </Button>
        )
      }
    >
      {error === null ? verdictText(data) : `The check against the bytes failed: ${error.message}`}
    </Notice>
  );
}

export function verdictText(result: VerifyResult | undefined): string {
  if (result === undefined) return "Comparing every value with the bytes…";
  const { values, agreeing, firstDifference } = result;
  const counts = `${formatCount(agreeing)} of ${formatCount(values)} values agree with the bytes`;
  if (firstDifference === null) return `Nothing altered: ${counts}.`;
  const { record, column, shown, sent, byteOffset } = firstDifference;
  return `${counts}. First difference: record ${formatCount(record + 1)}, ${column}, shown “${excerpt(shown)}”, sent “${excerpt(sent)}” at byte ${formatCount(byteOffset)}.`;
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
