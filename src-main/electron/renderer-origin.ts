import { app } from "electron";

export const rendererScheme = "app";

/** The address of the page. During development it is the development server's, in a packaged application never. */
export const rendererUrl = (!app.isPackaged && process.env["ELECTRON_RENDERER_URL"]) || `${rendererScheme}://renderer/`;

/** Whether a URL belongs to our page. Node has no origin for our scheme, so scheme and host are compared. */
export function isRendererUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const [candidate, ours] = [new URL(url), new URL(rendererUrl)];
  return candidate.protocol === ours.protocol && candidate.host === ours.host;
}
