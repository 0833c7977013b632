import { app, session, type WebPreferences } from "electron";
import { isRendererUrl, rendererScheme, rendererUrl } from "./renderer-origin.ts";

/** Options of all our windows. Most are Electron's defaults, written out so that tests and readers can see them. */
export const safePreferences: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // The spell checker would fetch its dictionaries from the network.
  spellcheck: false,
};

/** Our page only needs to copy rows: it may write text to the clipboard but not read it. */
function mayUse(permission: string, url: string): boolean {
  return permission === "clipboard-sanitized-write" && isRendererUrl(url);
}

/** Schemes that the page itself creates or that the developer tools use. All others lead to the network or a file. */
const harmlessSchemes: ReadonlySet<string> = new Set(["data:", "blob:", "devtools:"]);

/** Electron's security checklist, except for the window options. Runs once, when the app is ready. */
export function hardenSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, decide, details) =>
    decide(mayUse(permission, details.requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest((details, decide) => {
    const { protocol } = new URL(details.url);
    const isDevelopmentSocket = protocol === "ws:" && isRendererUrl(details.url.replace(/^ws/u, "http"));
    decide({ cancel: !harmlessSchemes.has(protocol) && !isRendererUrl(details.url) && !isDevelopmentSocket });
  });
}

/**
 * Keeps Chromium from resolving any name and reaching any address, which covers what a content security policy does
 * not: preconnect, dns-prefetch, WebRTC over TCP. The requests to the API are made by Node. Must run before the app is
 * ready.
 */
export function closeNetwork(): void {
  // During development, the page itself comes from a server.
  if (!rendererUrl.startsWith(`${rendererScheme}:`)) return;
  app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
}

/** Allows no navigation, no second window and no embedded page. Must run before the first window. */
export function forbidNavigation(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-frame-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
    // Keeps WebRTC from sending UDP.
    contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
}
