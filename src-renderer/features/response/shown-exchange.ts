import type { DocumentFormat, DocumentSummary } from "#shared/documents.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { arrivingDocument, shownDocument } from "../../state/arriving.ts";
import type { Place, View } from "../../state/place.ts";

/** Why an action that needs all records is disabled while they arrive. */
export const untilWhole = "Waits until the whole answer is here.";

/** The view that suits a body when the user has not chosen one. */
export function naturalView(document: DocumentSummary | null): View {
  if (document === null || document.table !== null) return "table";
  switch (document.format) {
    case "json":
    case "xml":
    case "csv":
      return document.format;
    case "text":
      return "raw";
    case "binary":
      return "hex";
    case "empty":
      return "table";
  }
}

export function viewOfPlace(place: Place): View {
  return place.view ?? naturalView(shownDocument(place));
}

/**
 * The exchange whose body a view shows: the one served in that format, where there is one. Also null while the body of
 * an unfinished exchange is shown.
 */
export function exchangeOfView(place: Place, view: View): Exchange | null {
  if (arrivingDocument(place) !== null) return null;
  if (place.refused?.isShown) return place.refused.exchange;
  const beside = view === "json" || view === "xml" || view === "csv" ? place.servedBeside[view] : undefined;
  if (beside === undefined || place.exchange?.document?.format === view) return place.exchange;
  return beside;
}

/** A document that is a list of records. */
export type Tabular = DocumentSummary & { readonly table: NonNullable<DocumentSummary["table"]> };

export function isTabular(document: DocumentSummary): document is Tabular {
  return document.table !== null;
}

/** `JSON`, `XML`, `CSV` and words for the rest. */
export function formatName(format: DocumentFormat): string {
  switch (format) {
    case "json":
    case "xml":
    case "csv":
      return format.toUpperCase();
    case "text":
      return "text";
    case "binary":
      return "bytes that are no text";
    case "empty":
      return "nothing";
  }
}

/** File extension for the body as served, without the dot. */
export function servedEnding({ format }: DocumentSummary): string {
  switch (format) {
    case "json":
    case "xml":
    case "csv":
      return format;
    case "text":
    case "empty":
      return "txt";
    case "binary":
      return "bin";
  }
}
