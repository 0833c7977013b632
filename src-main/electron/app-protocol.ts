import { protocol, session } from "electron";
import { safeHeaders } from "#host/page.ts";
import type { RendererBundle } from "#host/renderer-bundle.ts";
import { isRendererUrl, rendererScheme } from "./renderer-origin.ts";

/** Must run before the app is ready. `standard` gives relative URLs and an origin, `secure` a secure context. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: rendererScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** The path as it was requested. `new URL` would resolve `..` before the bundle could refuse it. */
function pathOf(url: string): string {
  const afterHost = url.indexOf("/", url.indexOf("://") + 3);
  return afterHost === -1 ? "/" : (url.slice(afterHost).split(/[?#]/u, 1)[0] ?? "/");
}

/** Serves the renderer's bundle, and nothing else, under `app://renderer/`. */
export function serveBundle(bundle: RendererBundle): void {
  session.defaultSession.protocol.handle(rendererScheme, async (request) => {
    const file = request.method === "GET" && isRendererUrl(request.url) ? await bundle.read(pathOf(request.url)) : null;
    if (file === null) return new Response("Not found", { status: 404, headers: safeHeaders });
    return new Response(file.content, { headers: { ...safeHeaders, "Content-Type": file.contentType } });
  });
}
