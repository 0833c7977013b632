import { arch, platform, release } from "node:os";

/** What the application runs on, as written in a bug report. */
export function runtimeVersions(): Readonly<Record<string, string>> {
  const { node, electron, chrome } = process.versions as Readonly<Record<string, string | undefined>>;
  return {
    System: `${platform()} ${release()} ${arch()}`,
    ...(electron === undefined ? { Host: "browser tab" } : { Host: "desktop", Electron: electron }),
    ...(chrome === undefined ? {} : { Chromium: chrome }),
    ...(node === undefined ? {} : { "Node.js": node }),
  };
}
