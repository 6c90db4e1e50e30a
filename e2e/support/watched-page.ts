import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

/** A page whose errors are collected: what it prints as an error, and exceptions that nothing caught. */
export type WatchedPage = { readonly page: Page; readonly errors: readonly string[] };

/** Opens an empty page in a context of its own; nothing in it fades or moves while it is examined. */
export async function openWatchedPage(
  browser: Browser,
): Promise<WatchedPage & { readonly errors: string[] }> {
  const page = await browser.newPage({
    colorScheme: "light",
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

/**
 * Makes the page as empty as one that is opened anew, in a browser that knows nothing of the server; only the scripts
 * that it has loaded stay, which take a browser longer to read than most tests take.
 */
export async function emptyPage(
  { page, errors }: { page: Page; errors: string[] },
  origin: string,
): Promise<void> {
  await page.goto("about:blank");
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "cookies,local_storage" });
  await session.detach();
  await page.unrouteAll();
  page.removeAllListeners("request");
  errors.length = 0;
}

/** What axe-core finds wrong with the page as it stands, in the light theme and in the dark one: each rule with the elements that break it. */
export async function findViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const violation of await examine(page)) found.push(`${colorScheme}: ${violation}`);
  }
  return found;
}

type Examined = typeof globalThis & { axe?: typeof axe };

async function examine(page: Page): Promise<string[]> {
  // Evaluated rather than added as a script, which the page's content security policy would refuse.
  if (await page.evaluate(() => !(globalThis as Examined).axe)) await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    // The page hears of a change of theme before the next frame; a colour that fades takes those inside it along.
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const fades = (one: Animation) => one instanceof CSSTransition && one.playState === "running";
    await nextFrame();
    do await nextFrame();
    while (document.getAnimations().some(fades));
    const { axe } = globalThis as Examined;
    // What passes need not be described, nor what breaks a rule in more ways than one.
    const results = await axe!.run({ resultTypes: ["violations"], selectors: false, preload: false });
    return results.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.join(" ")}`);
}
