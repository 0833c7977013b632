import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";

/** The files of the built renderer, by their URL path. */
export interface RendererBundle {
  /** null if the file does not exist. `path` is the path of the request as received: encoded, without a query. */
  read(path: string): Promise<{ readonly contentType: string; readonly content: Uint8Array } | null>;
}

/** Only what the build creates. Other kinds of files are not served, so a browser never has to guess a type. */
const contentTypes: ReadonlyMap<string, string> = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".woff2", "font/woff2"],
]);

async function listFiles(folder: string, prefix: string, found: Map<string, string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) await listFiles(file, `${prefix}${entry.name}/`, found);
    // A symbolic link is neither a file nor a folder here, so it is not followed.
    else if (entry.isFile()) found.set(`${prefix}${entry.name}`, file);
  }
}

/**
 * Lists the folder once. A path is then looked up and never joined, so `..`, its encodings, NUL, drive letters and
 * links cannot lead outside: they are not in the list.
 */
export async function openRendererBundle(folder: string): Promise<RendererBundle> {
  const files = new Map<string, string>();
  await listFiles(folder, "/", files);
  return {
    async read(path) {
      let decoded: string;
      try {
        decoded = decodeURIComponent(path);
      } catch {
        return null;
      }
      const name = decoded === "/" ? "/index.html" : decoded;
      const file = files.get(name);
      const contentType = contentTypes.get(extname(name));
      if (file === undefined || contentType === undefined) return null;
      return { contentType, content: await readFile(file) };
    },
  };
}
