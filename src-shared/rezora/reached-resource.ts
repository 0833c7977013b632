import type { Method } from "../http/exchange.ts";
import { parseBaseUrl } from "./base-url.ts";
import { resources, type RequestField, type Resource } from "./catalog.ts";
import { encodeId, fillTemplate, openPlaces, type MatchedDesignator } from "./uri.ts";

/** Where the API of a connection is, as far as it decides which resource an address reaches. */
export interface ApiRoot {
  /** `scheme://host[:port]`; null when it is not known. */
  readonly origin: string | null;
  /** Empty, or a path like `/rezora`. */
  readonly basePath: string;
  readonly apiVersion: string;
}

const usualRoot: ApiRoot = { origin: null, basePath: "", apiVersion: "v1" };

/** The root that a connection's settings name. */
export function apiRootOf({ baseUrl, apiVersion }: { readonly baseUrl: string; readonly apiVersion: string }): ApiRoot {
  const base = parseBaseUrl(baseUrl);
  return base.ok ? { ...base.value, apiVersion } : { ...usualRoot, apiVersion };
}

/** A resource of the catalogue that an address reaches, with the designator that names it plainly. */
export interface ReachedResource extends MatchedDesignator {
  readonly designator: string;
}

/** A server or a proxy before it may decode once more than it should; further rounds are not known of any. */
const maxDecodings = 3;

/**
 * The resource that an address reaches in any spelling that a server may treat alike: with a query, a suffix or matrix
 * parameters, percent-encoded, in other letter case, with empty or dot segments, with a slash at its end, below another
 * version, or as a whole URL of the same origin. What might reach a resource counts as reaching it, because the result
 * decides whether a write is reviewed. null for what the catalogue lacks and for a template with open places.
 */
export function reachedResource(designator: string, root: ApiRoot = usualRoot): ReachedResource | null {
  return readings(designator, root).next().value ?? null;
}

/** Every reading of an address that names a resource, the most literal one first. */
function* readings(designator: string, root: ApiRoot): Generator<ReachedResource, undefined> {
  const given = openPlaces(designator).length > 0 ? null : pathOf(designator, root);
  if (given === null) return undefined;
  const literal = matchSegments(segmentsOf(given).map(decodeSegment), root);
  if (literal !== null) yield literal;
  let path = given;
  for (let round = 0; round < maxDecodings; round++) {
    const decoded = beforeQuery(decodePath(path));
    if (decoded === path) break;
    path = decoded;
    const reached = matchSegments(segmentsOf(path).map(withoutControls), root);
    if (reached !== null) yield reached;
  }
  return undefined;
}

/** What a write of the catalogue does to its resource. */
export interface CataloguedWrite {
  readonly kind: "update" | "create" | "delete" | "delete-all";
  readonly resource: Resource;
  /** The plain one, in which the write is reviewed and sent. */
  readonly designator: string;
  /** Fields that the body takes, in the catalogue's order; empty for deletions. */
  readonly fields: readonly RequestField[];
}

/**
 * The write that a method and an address express; null when the catalogue does not know the method there. An address
 * that can be read in two ways counts as the first of these readings that is a write.
 */
export function cataloguedWrite(method: Method, designator: string, root: ApiRoot = usualRoot): CataloguedWrite | null {
  if (method === "GET") return null;
  for (const { resource, designator: plain } of readings(designator, root)) {
    const { confidence, requestFields: fields } = resource.methods[method];
    const kind = kindOf(method, resource.kind);
    if (confidence !== "absent" && confidence !== "unknown" && kind !== null) {
      return { kind, resource, designator: plain, fields };
    }
  }
  return null;
}

function kindOf(method: Exclude<Method, "GET">, kind: Resource["kind"]): CataloguedWrite["kind"] | null {
  switch (method) {
    case "POST":
      return kind === "collection" ? "create" : null;
    case "PUT":
      return kind === "record" ? "update" : null;
    case "DELETE":
      return kind === "record" ? "delete" : "delete-all";
  }
}

/** The path of an address from the root on, without its query; null when it is a URL of another origin. */
function pathOf(designator: string, { origin, basePath, apiVersion }: ApiRoot): string | null {
  const text = designator.trim();
  const url = /^([a-z][a-z0-9+.-]*:\/\/[^/\\?#]*)(.*)$/isu.exec(text);
  if (url !== null) {
    const base = parseBaseUrl(url[1] ?? "");
    return base.ok && base.value.origin === origin ? beforeQuery(url[2] ?? "") : null;
  }
  const isWhole = text.startsWith("/") || text.startsWith("\\");
  return beforeQuery(isWhole ? text : `${basePath}/${apiVersion}/${text}`);
}

function beforeQuery(path: string): string {
  return path.split(/[?#]/u, 1)[0] ?? "";
}

/**
 * The segments of a path as a server walks them: matrix parameters off (`groups;x=1`), empty and dot segments resolved
 * (RFC 3986 §5.2.4), format suffixes off the end.
 */
function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  for (const part of path.split(/[/\\]/u)) {
    const [segment = ""] = part.split(";", 1);
    const dots = segment.replace(/%2e/giu, ".");
    if (dots === "..") segments.pop();
    else if (dots !== "" && dots !== ".") segments.push(segment);
  }
  const last = segments.pop();
  return last === undefined ? [] : [...segments, last.replace(/(?:(?:\.|%2e)(?:json|xml|csv))+$/iu, "")];
}

/** null when it is not UTF-8. */
function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** Slashes and dots that lenient decoders make of overlong UTF-8 and of the wide forms. */
const lenientForms: readonly (readonly [RegExp, string])[] = [
  [/%c0%af|%ef%bc%8f|\uff0f/giu, "/"],
  [/%c1%9c|%ef%bc%bc|\uff3c/giu, "\\"],
  [/%c0%ae|%ef%bc%8e|\uff0e/giu, "."],
];

/** Decodes everything once, slashes included; what is not UTF-8 keeps its percent signs. */
function decodePath(path: string): string {
  const plain = lenientForms.reduce((text, [form, character]) => text.replace(form, character), path);
  return plain.replace(/(?:%[0-9a-f]{2})+/giu, (run) => decodeSegment(run) ?? decodeAscii(run));
}

function decodeAscii(run: string): string {
  return run.replace(/%([0-7][0-9a-f])/giu, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function withoutControls(segment: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return segment.replace(/[\u0000-\u001f\u007f]/gu, "");
}

/** A fixed part of a template as lenient servers compare it: letter case, wide letters, spaces and a dot at its end. */
function foldLiteral(segment: string): string {
  return segment
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\s]/gu, "")
    .replace(/\.+$/u, "")
    .toLowerCase();
}

const templates = resources.map((resource) => ({ resource, parts: resource.template.split("/") }));

function matchSegments(given: readonly (string | null)[], root: ApiRoot): ReachedResource | null {
  for (const { resource, parts } of templates) {
    const before = given.length - parts.length;
    if (before < 0 || !given.slice(0, before).every((segment) => belongsToRoot(segment, root))) continue;
    const ids = idsOf(parts, given.slice(before));
    const plain = ids && fillTemplate(resource.template, (name) => ids[name]);
    if (ids && plain?.ok) return { resource, ids, designator: plain.value };
  }
  return null;
}

function idsOf(parts: readonly string[], given: readonly (string | null)[]): Record<string, string> | null {
  const ids: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = given[index];
    if (segment === null || segment === undefined) return null;
    if (part.startsWith("{")) {
      if (!encodeId(segment).ok) return null;
      ids[part.slice(1, -1)] = segment;
    } else if (foldLiteral(segment) !== part) return null;
  }
  return ids;
}

/** Parts of the base path, versions of the API, and what servers put before their routes. */
function belongsToRoot(segment: string | null, { basePath, apiVersion }: ApiRoot): boolean {
  if (segment === null) return false;
  const folded = foldLiteral(segment);
  const own = [...basePath.split("/"), apiVersion].map(foldLiteral);
  return own.includes(folded) || /^(?:v?\d+(?:\.\d+)*|api|rest|index\.[a-z]+)$/u.test(folded);
}
