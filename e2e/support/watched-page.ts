import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

/** A page whose errors are collected: what it prints as an error, and exceptions that nothing caught. */
export type WatchedPage = { readonly page: Page; readonly errors: readonly string[] };

/** Opens an empty page in a context of its own, in the given theme; nothing in it fades or moves while it is examined. */
export async function openWatchedPage(
  browser: Browser,
  colorScheme: "light" | "dark" = "light",
): Promise<WatchedPage> {
  const page = await browser.newPage({
    colorScheme,
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 800 },
  });
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return { page, errors };
}

/** What axe-core finds wrong with the page as it stands: each rule with the elements that break it. */
export async function findViolations(page: Page): Promise<string[]> {
  // Evaluated rather than added as a script, which the page's content security policy would refuse.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
