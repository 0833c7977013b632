/** Switches that let another program or user control the window or observe it. */
const control = [
  /^remote-/u,
  /^inspect(?:-|$)/u,
  /^debug(?:-brk|-port)?$/u,
  /^(?:load-extension|disable-extensions-except|auto-open-devtools-for-tabs)$/u,
  /^(?:log-net-log|ssl-key-log-file|trace-startup)/u,
];

/** Switches that load foreign code into our processes or run another program instead of them. */
const code = [
  /^(?:js-flags|single-process|browser-subprocess-path)$/u,
  /-cmd-prefix$/u,
  /-launcher$/u,
  /^(?:enable|disable)-blink-/u,
  /^(?:blink-settings|enable-experimental-web-platform-features)$/u,
];

/** Switches that turn off the isolation between pages, origins and the network. */
const walls = [
  /^disable-(?:web-security|site-isolation)/u,
  /^allow-(?:file-access|running-insecure-content|insecure-)/u,
  /^(?:unsafely-|ignore-certificate-errors)/u,
  /^(?:host-rules|host-resolver-rules)$/u,
  /^(?:force-)?webrtc-/u,
];

/** `no-sandbox` and the switches that turn off parts of the sandbox. */
const sandbox = /(?:^|-)sandbox(?:-|$)/u;

/** The name of a switch as Chromium and Node read it; null if the argument is not a switch. */
function switchName(argument: string, platform: NodeJS.Platform): string | null {
  const prefix = platform === "win32" ? /^(?:--?|\/)/u : /^--?/u;
  if (!prefix.test(argument)) return null;
  const [name = ""] = argument.replace(prefix, "").split("=", 1);
  // Windows ignores the case of names, and Node reads an underscore as a hyphen.
  return name.toLowerCase().replaceAll("_", "-");
}

/**
 * The switches of a command line with which the packaged application does not start, because each gives others access.
 * They are for developers: an application that is not packaged accepts all of them.
 *
 * On Linux, `--no-sandbox` and related switches are accepted: root cannot start without it, and an AppImage adds it if
 * the system allows no user namespaces. `--proxy-server` and related switches are accepted everywhere, because the page
 * has no network access.
 */
export function refusedSwitches(
  commandLine: readonly string[],
  isPackaged: boolean,
  platform: NodeJS.Platform = process.platform,
): string[] {
  if (!isPackaged) return [];
  // The first argument is the program. Chromium trims white space first, and ignores everything after `--`.
  const parameters = commandLine.slice(1).map((argument) => argument.trim());
  const end = parameters.indexOf("--");
  const names = (end === -1 ? parameters : parameters.slice(0, end)).flatMap(
    (argument) => switchName(argument, platform) ?? [],
  );
  const patterns = [...control, ...code, ...walls, ...(platform === "linux" ? [] : [sandbox])];
  const refused = names.filter((name) => patterns.some((pattern) => pattern.test(name)));
  return [...new Set(refused)].map((name) => `--${name}`);
}
