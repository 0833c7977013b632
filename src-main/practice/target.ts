/** The formats of a response. */
export type AnswerFormat = "json" | "xml" | "csv";

export const mediaTypes: Readonly<Record<AnswerFormat, string>> = {
  json: "application/json",
  xml: "application/xml",
  csv: "text/csv",
};

/** A parsed request target of the API: decoded path segments after the version, without suffix. */
export interface ApiTarget {
  readonly segments: readonly string[];
  readonly suffix: AnswerFormat | null;
}

/** null for paths outside `/v1/`, which belong to the web server around the API. */
export function parseTarget(target: string): ApiTarget | null {
  const [path = ""] = target.split("?", 1);
  const inside = /^\/v1\/(.+)$/su.exec(path)?.[1];
  if (inside === undefined) return null;
  const suffix = /\.(json|xml|csv)$/u.exec(inside)?.[1] as AnswerFormat | undefined;
  const bare = suffix === undefined ? inside : inside.slice(0, -suffix.length - 1);
  try {
    return { segments: bare.split("/").map(decodeURIComponent), suffix: suffix ?? null };
  } catch {
    return null;
  }
}

/**
 * The suffix wins over Accept; the default is CSV. How the API treats weights or unknown types in Accept is
 * undocumented: here the named format with the highest weight wins, and wildcards and unknown types lead to CSV.
 */
export function chooseFormat(suffix: AnswerFormat | null, accept: string | undefined): AnswerFormat {
  if (suffix !== null) return suffix;
  const wanted = (accept ?? "").split(",").map((range) => {
    const [type, ...parameters] = range.toLowerCase().split(";");
    const weight = parameters
      .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d+)?)\s*$/u.exec(parameter)?.[1])
      .find(Boolean);
    return { type: type?.trim(), weight: weight === undefined ? 1 : Number(weight) };
  });
  const best = wanted
    .filter(({ type, weight }) => weight > 0 && Object.values(mediaTypes).some((known) => known === type))
    .toSorted((one, other) => other.weight - one.weight)[0];
  const formats: readonly AnswerFormat[] = ["json", "xml", "csv"];
  return formats.find((format) => mediaTypes[format] === best?.type) ?? "csv";
}
