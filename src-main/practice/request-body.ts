import { readXml } from "./request-xml.ts";
import { UnreadableBody } from "./unreadable-body.ts";

/** The fields of a request body, by name. A Map, because a field may be called `__proto__`. */
export type SentFields = ReadonlyMap<string, string>;

/**
 * Reads a request body. Content-type decides; without one it is text/plain, as in the API's first version. The effect
 * of another type is undocumented: here it fails validation.
 */
export function readRequestBody(contentType: string | undefined, body: Uint8Array): SentFields {
  const type = (contentType ?? "text/plain").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new UnreadableBody("The body is not valid UTF-8");
  }
  switch (type) {
    case "application/xml":
      return readXml(text);
    case "application/json":
      return readJson(text);
    case "text/plain":
      return readPairs(text);
    default:
      throw new UnreadableBody(`Content-type ${type} is not supported`);
  }
}

function readPairs(text: string): SentFields {
  const fields = new Map<string, string>();
  for (const pair of text.trim().split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    if (equals < 1) throw new UnreadableBody("The text body is not made of name=value pairs");
    fields.set(decodePlus(pair.slice(0, equals)), decodePlus(pair.slice(equals + 1)));
  }
  return fields;
}

function decodePlus(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new UnreadableBody("The text body has a broken percent sequence");
  }
}

function readJson(text: string): SentFields {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UnreadableBody("The JSON body is malformed");
  }
  const data: unknown = isObject(parsed) ? parsed["data"] : undefined;
  if (!isObject(data)) throw new UnreadableBody("The JSON body has no data object");
  return new Map(
    Object.entries(data).map(([name, value]) => {
      if (typeof value !== "string" && typeof value !== "number")
        throw new UnreadableBody(`${name} is neither a string nor a number`);
      return [name, String(value)];
    }),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
