import type { Page } from "@playwright/test";
import { connectTo } from "./journey.ts";

/** Values that are hard to lay out, each longer than what the main process returns in one piece. */
export const hardTexts: Readonly<Record<string, string>> = {
  solid: "x".repeat(10_000_000),
  words: "some words of a sentence ".repeat(80_000),
  lines: "a line of text\r\n".repeat(120_000),
  breaks: "\n".repeat(2_000_000),
  accents: "e\u0301\u0302\u0323".repeat(500_000),
  hebrew: "שלום עולם ".repeat(200_000),
  families: "👩‍👩‍👧‍👦🇩🇪".repeat(120_000),
  unseen: "a\u200b".repeat(1_000_000),
};

/** Fetches the body of a server with the request line. */
export async function openNotes(page: Page, baseUrl: string, address = "/v1/notes.json"): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await page.keyboard.press("Control+L");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(address);
  await page.keyboard.press("Enter");
}
