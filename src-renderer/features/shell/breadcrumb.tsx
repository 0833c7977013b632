import { ChevronRight } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { resources } from "#shared/rezora/catalog.ts";
import type { Place, RecentRecord } from "../../state/place.ts";
import { visit } from "../../state/sending.ts";
import { useEdits } from "../../state/edits.ts";
import { useCurrentPlace } from "../../state/workspace.ts";
import { editTargetOf } from "../edit/edit-target.ts";
import { useFormOrigins } from "../edit/form-origin.ts";
import { nounOf } from "../edit/new-record.ts";
import { collectionsFor } from "../resources/record-name.tsx";
import { namedRecord } from "../resources/record-names.ts";
import { useRecordNames } from "../resources/use-record-names.ts";
import { moveFocusToWork } from "../../ui/focus-keeper.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

export interface Crumb {
  readonly text: string;
  /** The designator it leads to; null for the last step and for a step that is not a resource. */
  readonly designator: string | null;
}

/** The path to a designator, with records by their names where those are known. */
export function crumbsOf(designator: string, recent: readonly RecentRecord[]): readonly Crumb[] {
  if (matchDesignator(designator) === null) return [{ text: designator, designator: null }];
  const segments = designator.split("/");
  return segments.map((segment, index) => {
    const own = segments.slice(0, index + 1).join("/");
    const last = index === segments.length - 1;
    const known = resources.some(({ path }) => path === matchDesignator(own)?.resource.path);
    const title = recent.find((record) => record.designator === own)?.title;
    return { text: title ?? segment, designator: last || !known ? null : own };
  });
}

/** The path on a page without a location. */
export function PageCrumbs({ titles }: { titles: readonly string[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <ol>
        {titles.map((title, index) => (
          <li key={title}>
            {index > 0 && <Icon of={ChevronRight} size="s" />}
            {index === titles.length - 1 ? (
              <span className="ell" aria-current="page">
                {visibleText(title)}
              </span>
            ) : (
              <span className="ink-2">{visibleText(title)}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What is being done at the location, as the last step; null where the data is shown. */
function useStep({ connectionId, draft }: Place): string | null {
  const target = editTargetOf(connectionId, draft.method, draft.designator);
  const origin = useFormOrigins(({ origins }) => origins.get(target?.draftId ?? ""));
  const hasDraft = useEdits(({ drafts }) => drafts.has(target?.draftId ?? ""));
  if (draft.method !== "POST") return { GET: null, PUT: "Edit", DELETE: "Delete" }[draft.method];
  if (target === null || target.resource.path.includes("/")) return "New";
  return hasDraft && origin?.kind === "copy" ? `Duplicate of ${origin.title}` : `New ${nounOf(target.resource)}`;
}

/** The path to the current location. */
export function Breadcrumb() {
  const place = useCurrentPlace();
  return place && <WayTo place={place} />;
}

function WayTo({ place }: { place: Place }) {
  const { connectionId } = place;
  const designator = place.exchange?.request.designator ?? place.draft.designator;
  const segments = designator.split("/");
  const ways = segments.map((_, index) => segments.slice(0, index + 1).join("/"));
  const nameOf = useRecordNames(connectionId, collectionsFor(designator));
  const named = ways.flatMap((way) => {
    const name = namedRecord(way) === null ? null : nameOf(way);
    return name?.state === "known" ? [{ connectionId, designator: way, title: name.title }] : [];
  });
  const step = useStep(place);
  const found = crumbsOf(designator, named);
  const crumbs: readonly Crumb[] =
    step === null
      ? found
      : [
          ...found.map((crumb, index) => (index === found.length - 1 ? { ...crumb, designator } : crumb)),
          { text: step, designator: null },
        ];
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <ol>
        {crumbs.map(({ text, designator }, index) => (
          <li key={`${index} ${text}`}>
            {index > 0 && <Icon of={ChevronRight} size="s" />}
            {designator === null ? (
              <span className="ell" {...(index === crumbs.length - 1 ? { "aria-current": "page" as const } : {})}>
                {visibleText(text)}
              </span>
            ) : (
              <AriaButton
                onPress={() => {
                  visit(connectionId, designator);
                  moveFocusToWork();
                }}
              >
                {visibleText(text)}
              </AriaButton>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
