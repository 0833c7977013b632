import { run, tool } from "./tool.ts";

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
}

const checks: readonly (readonly [name: string, command: readonly string[]])[] = [
  ["types", [...tool("typescript", "tsc"), "-b"]],
  ["lint", [...tool("oxlint"), "--type-aware"]],
  ["format", [...tool("oxfmt"), "--check"]],
  ["dead code", tool("knip")],
  ["words", [...tool("tsx"), "scripts/words/check-words.ts"]],
];

/** All checks run even after one has failed, so the output lists everything that has to be fixed. */
export async function runChecks(): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [name, command] of checks) {
    console.log(`\n── ${name}`);
    const startedAt = performance.now();
    const code = await run(process.execPath, command);
    results.push({ name, passed: code === 0, seconds: (performance.now() - startedAt) / 1_000 });
  }
  console.log("");
  for (const { name, passed, seconds } of results) {
    console.log(`${passed ? "✓" : "✗"} ${name.padEnd(10)} ${seconds.toFixed(1)} s`);
  }
  return results;
}
