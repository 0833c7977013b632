/**
 * Value of `--name VALUE` or `--name=VALUE`; undefined if it is missing.
 * Not `parseArgs`, because Electron's command line also contains switches of Chromium and of debuggers.
 */
export function optionValue(commandLine: readonly string[], name: string): string | undefined {
  const flag = `--${name}`;
  const at = commandLine.findIndex((argument) => argument === flag || argument.startsWith(`${flag}=`));
  const found = commandLine[at];
  if (found === undefined) return undefined;
  return found === flag ? commandLine[at + 1] : found.slice(flag.length + 1);
}

export function hasOption(commandLine: readonly string[], name: string): boolean {
  return commandLine.includes(`--${name}`);
}
