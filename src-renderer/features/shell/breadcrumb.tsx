import { ChevronRight } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { resources } from "#shared/rezora/catalog.ts";
import type { Place, RecentRecord } from "../../state/place.ts";
import { visit } from "../../state/sending.ts";
import { useCurrentPlace, useWorkspace } from "../../state/workspace.ts";
import { useFetchedRecords } from "../resources/fetched-records.ts";
import { moveFocusToWork } from "../../ui/focus-keeper.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

export interface Crumb {
  readonly text: string;
  /** Where it leads; null for the last one and for what is no resource of its own. */
  readonly designator: string | null;
}

/** The way to a designator, with records by their names where those are known. */
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

/** The way to what is on screen of a page without a place. */
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

/** What is done at the end of the way, as its last step. */
const stepOf = { GET: null, PUT: "Edit", POST: "New", DELETE: "Delete" } as const;

/** The way to the place on screen. */
export function Breadcrumb() {
  const place = useCurrentPlace();
  return place && <WayTo place={place} />;
}

function WayTo({ place }: { place: Place }) {
  const recent = useWorkspace((state) => state.recent);
  const { connectionId } = place;
  const designator = place.exchange?.request.designator ?? place.draft.designator;
  const [root = ""] = designator.split("/");
  const collection = resources.find(({ path }) => path === root) ?? null;
  const fetched = useFetchedRecords(connectionId, root, designator === root ? null : collection);
  const named = (fetched?.records ?? []).flatMap(({ id, title }) =>
    title === null ? [] : [{ connectionId, designator: `${root}/${id}`, title }],
  );
  const step = stepOf[place.draft.method];
  const found = crumbsOf(designator, [...recent.filter((each) => each.connectionId === connectionId), ...named]);
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
