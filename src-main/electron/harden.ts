import { app, session, type WebPreferences } from "electron";
import { isRendererUrl, rendererScheme, rendererUrl } from "./renderer-origin.ts";

/** What every window of ours gets. Most are Electron's defaults, spelt out so that a test and a reader can see them. */
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
  // Its dictionaries would be fetched from the network.
  spellcheck: false,
};

/** Copying rows is the one thing that our page asks for; it can write text to the clipboard and not read it. */
function mayUse(permission: string, url: string): boolean {
  return permission === "clipboard-sanitized-write" && isRendererUrl(url);
}

/** Schemes of what the page itself makes or of the developer tools. Everything else would be the network or a file. */
const harmlessSchemes: ReadonlySet<string> = new Set(["data:", "blob:", "devtools:"]);

/** Electron's security checklist, for everything that is not a window option. Runs once, when the app is ready. */
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
 * Chromium resolves no name and reaches no address, whatever the page tries that a content security policy does not
 * cover: preconnect, dns-prefetch, WebRTC over TCP. The requests to the API are made by Node. Must run before the
 * application is ready.
 */
export function closeNetwork(): void {
  // While developing, the page itself comes from a server.
  if (!rendererUrl.startsWith(`${rendererScheme}:`)) return;
  app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
}

/** Our page never leaves: no navigation, no second window, no embedded page. Must run before the first window. */
export function forbidNavigation(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-frame-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
    // WebRTC sends no UDP.
    contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
}
