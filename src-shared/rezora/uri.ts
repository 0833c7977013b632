import { resourceAt, resources, type Resource, type ResourcePath } from "./catalog.ts";
import type { FormatSuffix } from "../http/exchange.ts";
import { describeInvisible } from "./invisible.ts";

/** A value, or one plain sentence that says why there is none. */
export type UriResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u001f\u007f]/u;
const suffixAtEnd = /\.(json|xml|csv)$/iu;
const placeholder = /\{(\w+)\}/gu;

/**
 * Encodes an id as exactly one path segment, or refuses it.
 *
 * A slash is refused although `%2F` would be legal: servers and proxies decode it back into a path. Dot segments
 * are refused in every spelling, and so is an id that the API would read as ending in a format suffix.
 */
export function encodeId(id: string): UriResult<string> {
  if (id === "") return refuse("An id is missing.");
  if (control.test(id)) return refuse("An id cannot hold control characters.");
  if (/[/\\]/u.test(id)) return refuse("An id cannot hold a slash: it would lead to another resource.");
  if (/^(?:\.|%2e){1,2}$/iu.test(id))
    return refuse("An id cannot be a dot segment: it would lead to another resource.");
  if (suffixAtEnd.test(id)) return refuse("An id cannot end in a format suffix: the API would cut it off.");
  try {
    return { ok: true, value: encodeURIComponent(id).replace(/[!'()*]/gu, encodeCharacter) };
  } catch {
    return refuse("An id cannot hold half of a surrogate pair: it is not a character.");
  }
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Fills the placeholders of a template with ids: `lists/{list_id}/contacts` becomes `lists/12/contacts`. */
export function fillTemplate(template: string, idOf: (name: string) => string | undefined): UriResult<string> {
  let reason: string | null = null;
  const value = template.replace(placeholder, (_place, name: string) => {
    const encoded = encodeId(idOf(name) ?? "");
    if (encoded.ok) return encoded.value;
    reason ??= `${name}: ${encoded.reason}`;
    return "";
  });
  return reason === null ? { ok: true, value } : refuse(reason);
}

/** Names of the unfilled placeholders in a designator, for example `list_id` in `lists/{list_id}/contacts`. */
export function openPlaces(designator: string): readonly string[] {
  return [...designator.matchAll(placeholder)].map((match) => match[1] ?? "");
}

/** A designator recognised: which resource it names, and the decoded ids in it by name. */
export interface MatchedDesignator {
  readonly resource: Resource;
  readonly ids: Readonly<Record<string, string>>;
}

const segmentsByResource = resources.map((resource) => ({ resource, segments: resource.template.split("/") }));

/** Finds the resource of a concrete designator such as `lists/12/contacts/5`; null for what the catalogue lacks. */
export function matchDesignator(designator: string): MatchedDesignator | null {
  const given = splitSuffix(splitQuery(designator).path).designator.split("/");
  for (const { resource, segments } of segmentsByResource) {
    if (segments.length !== given.length) continue;
    const ids: Record<string, string> = {};
    const matches = segments.every((segment, index) => {
      const value = given[index] ?? "";
      if (!segment.startsWith("{")) return segment === value;
      const id = decodeSegment(value);
      if (id === null || !encodeId(id).ok) return false;
      ids[segment.slice(1, -1)] = id;
      return true;
    });
    if (matches) return { resource, ids };
  }
  return null;
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/**
 * Where the id in a cell leads: `user_id` in `groups/7/agents` to `agents/1234`. An association id needs the
 * other ids of its record, so the record's values are asked for by name. null when it leads nowhere.
 */
export function designatorOfId(
  opens: ResourcePath | null,
  valueOf: (field: string) => string | undefined,
): string | null {
  if (opens === null) return null;
  const filled = fillTemplate(resourceAt(opens).template, valueOf);
  return filled.ok ? filled.value : null;
}

/** Cuts a format suffix off a designator: `contacts.json` is `contacts` with suffix `json`. A query stays. */
export function splitSuffix(designator: string): { readonly designator: string; readonly suffix: FormatSuffix } {
  const { path, query } = splitQuery(designator);
  const found = suffixAtEnd.exec(path)?.[1]?.toLowerCase();
  const suffix = found === "json" || found === "xml" || found === "csv" ? found : "";
  if (suffix === "") return { designator, suffix };
  return { designator: path.slice(0, -suffix.length - 1) + query, suffix };
}

/** `query` starts with its question mark, or is empty. */
function splitQuery(text: string): { readonly path: string; readonly query: string } {
  const at = text.indexOf("?");
  return at === -1 ? { path: text, query: "" } : { path: text.slice(0, at), query: text.slice(at) };
}

/** The parts that a request-target is made of. */
export interface TargetParts {
  /** Path of the base URL: empty, or a path like `/rezora` without a trailing slash. */
  readonly basePath: string;
  readonly apiVersion: string;
  /** As in `RequestSpec`: from `/` on it is a request-target of its own. */
  readonly designator: string;
  readonly suffix: FormatSuffix;
}

/**
 * Builds the request-target (RFC 9112 §3.2.1) that goes on the wire and is signed: `/v1/contacts.json`.
 * Nothing is encoded or normalised here: what is not allowed in a target is refused, so that what the user
 * wrote, what is signed and what is sent are the same characters.
 */
export function requestTarget({ basePath, apiVersion, designator, suffix }: TargetParts): UriResult<string> {
  const places = openPlaces(designator);
  if (places.length > 0) return refuse(`Fill in ${places.join(" and ")} first.`);
  if (designator.startsWith("/")) return checkTarget(designator);
  const { path, query } = splitQuery(designator);
  if (path === "") return refuse("The designator is missing.");
  const dotSuffix = suffix === "" ? "" : `.${suffix}`;
  return checkTarget(`${basePath}/${apiVersion}/${path}${dotSuffix}${query}`);
}

function checkTarget(target: string): UriResult<string> {
  if (target.includes("#")) return refuse("A fragment (#) is never sent; write %23 for the character itself.");
  const invisible = describeInvisible(target);
  if (invisible !== null) return refuse(invisible);
  if (!/^[\x21-\x7e]+$/u.test(target))
    return refuse("Blanks, control characters and letters outside ASCII must be percent-encoded.");
  if (/["<>\\^`{|}]/u.test(target)) return refuse('The characters " < > \\ ^ ` { | } must be percent-encoded.');
  if (/%(?![0-9a-f]{2})/iu.test(target))
    return refuse("A % must be followed by two hexadecimal digits; write %25 for the character itself.");
  const segments = splitQuery(target).path.split("/");
  if (segments.some((segment) => /^(?:\.|%2e){1,2}$/iu.test(segment)))
    return refuse("Dot segments would lead to another resource.");
  if (segments.slice(1, -1).includes("")) return refuse("Two slashes follow one another: a part of the path is empty.");
  return { ok: true, value: target };
}
