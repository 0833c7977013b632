import type { Locator, Page } from "@playwright/test";
import { seriousProblems } from "./support/axe.ts";
import { connect, connectTo, practiceLogin, rowWith, treeItem, unlock, writesOf } from "./support/journey.ts";
import { expect, test } from "./support/test.ts";

const sheet = (page: Page) => page.getByRole("complementary", { name: "Review changes" });
const fields = [
  "contact_title",
  "contact_company",
  "contact_business_street",
  "contact_business_city",
  "contact_home_street",
  "contact_home_city",
] as const;

/** Values that look alike without their marks, by kind; each pair is edited in a field of its own. */
const kinds: Readonly<Record<string, readonly (readonly [before: string, after: string])[]>> = {
  "unseen-spaces": [
    ["Jane", "Jane "],
    ["Jane", " Jane"],
    ["Jane Smith", "Jane  Smith"],
    ["Jane Smith", "Jane\u00a0Smith"],
    ["Jane Smith", "Jane\u2009Smith"],
    ["Jane Smith", "JaneSmith"],
  ],
  "unseen-zero-width": [
    ["paypal", "pay\u200bpal"],
    ["paypal", "pay\u200dpal"],
    ["paypal", "pay\u00adpal"],
    ["paypal", "pay\u2060pal"],
    ["paypal", "pay\ufeffpal"],
    ["paypal", "pay\u3164pal"],
  ],
  "unseen-direction": [
    ["user.exe", "user\u202e.exe"],
    ["user", "\u2067user"],
    ["user", "user\u200e"],
    ["user", "user\u2069"],
    ["א1", "1א"],
    ["אa", "aא"],
  ],
  "lookalike-letters": [
    ["paypal", "p\u0430ypal"],
    ["paypal", "\u0440\u0430\u0443\u0440\u0430\u04cf"],
    ["Oslo", "\u039fslo"],
    ["Illinois", "lllinois"],
    ["K", "\u212a"],
    ["日", "曰"],
  ],
  "lookalike-signs": [
    ["a-b", "a\u2010b"],
    ["a\u2013b", "a\u2012b"],
    ["O'Neil", "O\u2019Neil"],
    ["find", "\ufb01nd"],
    ["123", "1\u09682"],
    ["1/2", "1\u20442"],
  ],
  "unseen-tags-and-selectors": [
    ["jane", "jane\u{e0041}"],
    ["jane", "jane\ufe0f"],
    ["jane", "jane\u{e0100}"],
    ["葛", "葛\u{e0100}"],
    ["jane", "jane\u{e007f}"],
    ["jane\ufe01", "jane\ufe02"],
  ],
  "unseen-composition": [
    ["Jos\u00e9", "Jose\u0301"],
    ["q\u0323\u0307", "q\u0307\u0323"],
    ["각", "\u1100\u1161\u11a8"],
    ["e\u0301", "e\u0301\u0301"],
  ],
  "unseen-line-endings": [
    ["a b", "a\u2028b"],
    ["a\u2028b", "a\u2029b"],
    ["a b", "a\nb"],
    ["a b", "a\u0085b"],
  ],
  "unseen-code-points": [
    ["a\ue000", "a\ue001"],
    ["a\u0378", "a\u0379"],
    ["a\u{f0000}", "a\u{100000}"],
    ["a\ufffc", "a"],
  ],
  "unseen-in-emoji": [
    ["❤", "❤\ufe0f"],
    ["👨\u200d👩\u200d👧", "👨👩👧"],
    ["👍", "👍\u{1f3fb}"],
  ],
  "unseen-needed-joiners": [
    ["می\u200cخواهم", "میخواهم"],
    ["ی", "ي"],
  ],
};

/** What is drawn: marks by their labels, and only the text that even the poorest font can show. */
function drawn(value: Locator): Promise<string> {
  return value.evaluate((element) => {
    const words = (node: Node): string => {
      if (node instanceof Text) return node.data.replaceAll(/[^!-~]/gu, "");
      if (!(node instanceof HTMLElement) || node.classList.contains("sr")) return "";
      if (node.getAttribute("role") === "img" && !node.classList.contains("oddletter")) return `⟦${node.innerText}⟧`;
      return Array.from(node.childNodes, words).join("");
    };
    return words(element);
  });
}

async function review(page: Page, baseUrl: string, pairs: readonly (readonly [string, string])[]): Promise<void> {
  await connectTo(page, baseUrl, "agent");
  await unlock(page);
  await treeItem(page, "contacts").click();
  await rowWith(page, "Jane Smith").click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  for (const [index, [, after]] of pairs.entries()) {
    const name = fields[index] ?? "";
    await page.getByRole("textbox", { name: new RegExp(`^${name}\\b`, "u") }).fill(after);
  }
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(sheet(page).locator(".dfield")).toHaveCount(pairs.length);
}

function before(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(pairs.map(([value], index) => [fields[index] ?? "", value]));
}

for (const [kind, pairs] of Object.entries(kinds)) {
  test(`Review shows a difference that cannot be seen [security: ${kind}]`, async ({ page, practice }) => {
    practice.change("contacts/123456", before(pairs));
    await review(page, practice.baseUrl, pairs);
    for (const [index, pair] of pairs.entries()) {
      const field = sheet(page).locator(".dfield", { hasText: new RegExp(`^${fields[index] ?? ""}`, "u") });
      const [now, after] = [await drawn(field.locator(".oo").first()), await drawn(field.locator(".nn"))];
      expect(now, `${JSON.stringify(pair)} is drawn as ${now}`).not.toBe(after);
    }
    expect(writesOf(practice.log)).toEqual([]);
  });
}

test("two values that are equal to the pixel without marks differ with them [security: unseen-to-the-pixel]", async ({
  page,
  practice,
}) => {
  const pairs = [
    ["Jane", "Jane "],
    ["Jane Smith", "Jane\u00a0Smith"],
    ["paypal", "p\u0430ypal"],
    ["jane", "jane\u{e0041}"],
    ["Jos\u00e9", "Jose\u0301"],
    ["a\ue000", "a\ue001"],
  ] as const;
  practice.change("contacts/123456", before(pairs));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await review(page, practice.baseUrl, pairs);
  // Old and new values have different backgrounds, so both get the same one before they are compared.
  await sheet(page).evaluate((element) => {
    for (const value of element.querySelectorAll<HTMLElement>(".dfield .oo, .dfield .nn")) {
      value.style.cssText =
        "position:fixed;left:0;top:0;width:300px;height:60px;background:#fff;color:#000;font-weight:400;box-shadow:none;visibility:hidden;z-index:999";
    }
  });
  const shot = async (value: Locator, plain: string | null): Promise<string> => {
    await value.evaluate((element, text) => {
      element.style.visibility = "visible";
      if (text !== null) element.textContent = text;
    }, plain);
    const image = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 60 } });
    await value.evaluate((element) => {
      element.style.visibility = "hidden";
    });
    return image.toString("base64");
  };
  for (const [index, [old]] of pairs.entries()) {
    const field = sheet(page).locator(".dfield").nth(index);
    const [now, after] = [field.locator(".oo").first(), field.locator(".nn")];
    expect(await shot(now, null), old).not.toBe(await shot(after, null));
    // The same text is equal to the pixel in both positions, so any difference comes from the marks.
    expect(await shot(now, old), old).toBe(await shot(after, old));
  }
});

test("the differing letters are named beside the values, and a mixed word in the form [security: mixed-scripts]", async ({
  page,
  practice,
}) => {
  const pairs = [
    ["paypal", "p\u0430ypal"],
    ["O'Neil", "O\u2019Neil"],
  ] as const;
  practice.change("contacts/123456", before(pairs));
  await review(page, practice.baseUrl, pairs);
  await expect(sheet(page)).toContainText("Cyrillic а (U+0430) where the other has Latin a (U+0061)");
  await expect(sheet(page)).toContainText(
    "right single quotation mark (U+2019) where the other has apostrophe (U+0027)",
  );
  await expect(sheet(page).getByRole("img", { name: "differs in Cyrillic а, U+0430" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^contact_title\b/u })).toHaveAccessibleDescription(
    /“pаypal” mixes scripts: it contains Cyrillic а \(U\+0430\)\./u,
  );
  expect(await seriousProblems(page, "review of letters that look alike")).toEqual([]);
});

test("ordinary names in any script are compared without marks and notes [security: ordinary-names]", async ({
  page,
  practice,
}) => {
  const pairs = [
    ["Müller", "Möller"],
    ["Łukasz", "José"],
    ["Ольга", "Олег"],
    ["", "محمد"],
    ["", "山田"],
  ] as const;
  practice.change("contacts/123456", before(pairs));
  await review(page, practice.baseUrl, pairs);
  await expect(sheet(page).locator(".dfield .nn").first()).toHaveText(/Möller$/u);
  await expect(sheet(page).locator(".dfield [role=img]")).toHaveCount(0);
  await expect(sheet(page).locator(".dfield .unseen")).toHaveCount(0);
});

for (const theme of ["light", "dark", "contrast", "contrast-dark"] as const) {
  test(`codes and unusual letters are legible, ${theme}`, async ({ page, practice }) => {
    const pairs = [
      ["paypal", "p\u0430ypal"],
      ["山田", "佐藤"],
      ["Jane Smith", " Jane  Smith\u00a0"],
    ] as const;
    practice.change("contacts/123456", before(pairs));
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.evaluate((chosen) => window.api.updateSettings({ theme: chosen }), theme);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await review(page, practice.baseUrl, pairs);
    await expect(sheet(page).locator(".charcode").first()).toBeVisible();
    expect(await seriousProblems(page, theme, ["color-contrast"])).toEqual([]);
  });
}

test("a name that is not what it seems is marked wherever its connection is trusted [security: unseen-in-names]", async ({
  page,
  practice,
}) => {
  await connect(page, { name: "Pr\u043ed  2", baseUrl: practice.baseUrl, ...practiceLogin("agent") });
  const odd = (within: Page | Locator) => within.getByRole("img", { name: "Cyrillic о, U+043E" });
  const switcher = page.getByRole("button", { name: /^Switch connection/u });
  await expect(odd(switcher)).toBeVisible();
  await expect(switcher.getByRole("img", { name: "2 spaces" })).toBeVisible();
  await switcher.click();
  const item = page.getByRole("menuitem", { name: /^Pr.*Level unknown/u });
  await expect(odd(item)).toBeVisible();
  await expect(item).toContainText("··2");
  await page.keyboard.press("Escape");
  await expect(odd(page.getByRole("heading", { level: 1 }))).toBeVisible();
  await expect(odd(page.getByRole("navigation", { name: "Breadcrumb" }))).toBeVisible();
});

test("the journal and the report of a commit show the difference to an earlier value that looked the same [security: unseen-in-journal]", async ({
  page,
  practice,
}) => {
  const pairs = [
    ["paypal", "p\u0430ypal"],
    ["Jane", "Jane "],
  ] as const;
  practice.change("contacts/123456", before(pairs));
  await review(page, practice.baseUrl, pairs);
  await sheet(page)
    .getByRole("button", { name: /^Commit 1 change/u })
    .click();
  await expect(sheet(page).or(page.getByRole("complementary", { name: /Commit/u }))).toContainText("Commit finished");
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await page
    .getByRole("link", { name: "History" })
    .or(page.getByRole("button", { name: "History" }))
    .first()
    .click();
  await page.getByRole("radio", { name: "Writes" }).click();
  await page.getByRole("button", { name: "Show what PUT contacts/123456 changed" }).click();
  const changed = (name: string): Locator => page.getByRole("row", { name: new RegExp(`^${name}`, "u") });
  await expect(changed("contact_title").getByRole("img", { name: "differs in Latin a, U+0061" })).toBeVisible();
  await expect(changed("contact_title").getByRole("img", { name: "differs in Cyrillic а, U+0430" })).toBeVisible();
  await expect(changed("contact_company").getByRole("img", { name: "1 space" })).toBeVisible();
});
