import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/set-up/browser.mjs";

/** What a visit of a page with an empty cache took, until it had been open for a while. */
export type PageVisit = {
  /** From the start until what the page is for was there. */
  shownMs: number;
  requests: number;
  apiRequests: number;
  /** As they came over the wire. */
  bytes: number;
  /** For how long the page could not answer to a key, beyond 50 ms each time. */
  blockedMs: number;
  longestTaskMs: number;
  /** What its scripts hold. */
  heapBytes: number;
};

// Requests of the first seconds are counted, those that repeat themselves among them.
const OPEN_MS = 10_000;
const LONGEST_LOAD_MS = 60_000;
const SHORT_TASK_MS = 50;

/** Starts the headless Chromium that both servers' pages are opened in. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findBrowser(),
    // As root, as in containers, Chromium starts only without its sandbox.
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });

/** Opens a page in a browser context of its own, without a cache, and looks at it for ten seconds. */
export async function visitPage(browser: Browser, url: string, awaited: RegExp): Promise<PageVisit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await watchLongTasks(page);
    const startedAt = performance.now();
    await page.goto(url, { waitUntil: "commit" });
    await page.getByText(awaited).filter({ visible: true }).first().waitFor({ timeout: LONGEST_LOAD_MS });
    const shownMs = performance.now() - startedAt;
    await page.waitForTimeout(Math.max(0, OPEN_MS - shownMs));
    const tasks = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return {
      shownMs,
      requests: asked.length,
      apiRequests: asked.filter((path) => path.startsWith("/api/")).length,
      bytes,
      blockedMs: tasks.reduce((sum, ms) => sum + ms - SHORT_TASK_MS, 0),
      longestTaskMs: Math.max(0, ...tasks),
      heapBytes: usedSize,
    };
  } finally {
    await context.close();
  }
}

const watchLongTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const longTasks: number[] = [];
    Object.assign(globalThis, { longTasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    }).observe({ type: "longtask", buffered: true });
  });
