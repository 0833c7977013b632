import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe calls serious or critical, one line each; without `rules` by all of its rules. */
export async function seriousProblems(page: Page, where: string, rules: readonly string[] = []): Promise<string[]> {
  // Legacy mode: the default opens a blank page for its last step, which Electron's window does not allow.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules.length > 0) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${where}: ${id} at ${target.join(" ")}`));
}
