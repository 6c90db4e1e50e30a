import type { Locator, Page } from "playwright-core";

/** Something a page must have: what it is called in the report, and how it is found. */
export type Item = { words: string; find: (page: Page) => Locator; open?: readonly Item[] };

type Role = Parameters<Page["getByRole"]>[0];

const byRole = (role: Role, word: string) => (name: string | RegExp) => ({
  words: `${word} "${name}"`,
  find: (page: Page) =>
    page.getByRole(role, { name, ...(typeof name === "string" && { exact: true }) }).first(),
});

export const button = byRole("button", "the button");
export const link = byRole("link", "the link");
export const column = byRole("columnheader", "the column");
export const heading = byRole("heading", "the heading");
export const choice = byRole("radio", "the choice");
export const toggle = byRole("switch", "the switch");
/** A tab, whatever number stands in it. */
export const tab = (name: string): Item => byRole("tab", "the tab")(new RegExp(`^${name}(?: [\\d,]+)?$`));
export const field = (label: string): Item => ({
  words: `the field "${label}"`,
  find: (page) => page.getByLabel(new RegExp(`^${label}(?:required)?$`)).first(),
});
/** A name in a list of names and values. */
export const fact = (name: string): Item => ({
  words: `the fact "${name}"`,
  find: (page) =>
    page
      .locator("dt")
      .filter({ hasText: new RegExp(`^${name}$`) })
      .first(),
});
export const text = (words: string | RegExp): Item => ({
  words: `the text "${words}"`,
  find: (page) => page.getByText(words).filter({ visible: true }).first(),
});
/** What can be chosen in a select. */
export const options = (label: string, ...names: string[]): Item[] =>
  names.map((name) => ({
    words: `the option "${name}" of "${label}"`,
    find: (page) =>
      page
        .getByLabel(label)
        .first()
        .locator("option")
        .filter({ hasText: new RegExp(`^${RegExp.escape(name)}$`) }),
  }));
/** What is in a menu, which is opened for it. */
export const menu = (name: string | RegExp, ...items: string[]): Item => ({
  ...button(name),
  open: items.map((item) => ({
    words: `"${item}" in the menu "${name}"`,
    find: (page) =>
      page
        .getByRole("menuitem", { name: item })
        .or(page.getByRole("menuitemcheckbox", { name: item }))
        .first(),
  })),
});
/** What a press of a button opens. */
export const opens = (name: string | RegExp, ...items: readonly Item[]): Item => ({
  ...button(name),
  open: items,
});

// The first of a page waits until it is there; what then is missing does not come any more.
const PATIENCE_MS = 2_000;

/** What of a check list a page lacks: the words of each. */
export async function findMissing(page: Page, items: readonly Item[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { words, find, open } of items) {
    const found = find(page);
    // An option is never in sight while its select is closed.
    const isThere = await found.waitFor({ state: "attached", timeout: PATIENCE_MS }).then(
      () => true,
      () => false,
    );
    if (!isThere) missing.push(words);
    else if (open) {
      await found.click();
      missing.push(...(await findMissing(page, open)));
      await page.keyboard.press("Escape");
    }
  }
  return missing;
}
