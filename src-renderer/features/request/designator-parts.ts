import type { Resource } from "#shared/rezora/catalog.ts";
import { encodeId, matchDesignator, openPlaces } from "#shared/rezora/uri.ts";
import { resources } from "#shared/rezora/catalog.ts";

/** A part of a designator as the request line shows it: fixed text, or an id to choose. */
export type DesignatorPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "id"; readonly name: string; readonly value: string | null };

/** Splits a designator that the catalogue knows into its parts; any other is one part of text. */
export function designatorParts(designator: string): readonly DesignatorPart[] {
  const resource = resourceOf(designator);
  if (resource === null) return [{ kind: "text", text: designator }];
  const given = designator.split("/");
  const parts: DesignatorPart[] = [];
  for (const [index, segment] of resource.template.split("/").entries()) {
    if (index > 0) parts.push({ kind: "text", text: "/" });
    const value = given[index] ?? "";
    if (!segment.startsWith("{")) parts.push({ kind: "text", text: value });
    else parts.push({ kind: "id", name: segment.slice(1, -1), value: value === segment ? null : value });
  }
  return joinText(parts);
}

/** Inserts an id for its name; returns the designator unchanged when the id cannot be a path segment. */
export function withId(designator: string, name: string, id: string): string {
  const resource = resourceOf(designator);
  const encoded = encodeId(id);
  if (resource === null || !encoded.ok) return designator;
  const given = designator.split("/");
  return resource.template
    .split("/")
    .map((segment, index) => (segment === `{${name}}` ? encoded.value : (given[index] ?? segment)))
    .join("/");
}

/** The designator of the collection whose records an id is chosen from: `lists/7/contacts` for `contacttolist_id`. */
export function collectionBefore(designator: string, name: string): string | null {
  const template = resourceOf(designator)?.template.split("/") ?? [];
  const index = template.indexOf(`{${name}}`);
  return index > 0 ? designator.split("/").slice(0, index).join("/") : null;
}

/** Why a designator cannot be sent yet; undefined when it can. */
export function unsendable(designator: string): string | undefined {
  if (designator.trim() === "") return "The designator is missing.";
  const places = openPlaces(designator);
  return places.length === 0 ? undefined : `Fill in ${places.join(" and ")} first.`;
}

/** Designators with missing ids match too, since a placeholder matches itself. */
function resourceOf(designator: string): Resource | null {
  if (/[?#]|^\//u.test(designator)) return null;
  const whole = resources.find(({ template }) => template === designator);
  if (whole) return whole;
  const filled = designator.replace(/\{\w+\}/gu, "0");
  return matchDesignator(filled)?.resource ?? null;
}

function joinText(parts: readonly DesignatorPart[]): readonly DesignatorPart[] {
  const joined: DesignatorPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "text" && last?.kind === "text")
      joined[joined.length - 1] = { kind: "text", text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
