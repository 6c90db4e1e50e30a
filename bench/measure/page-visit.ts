import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/set-up/browser.mjs";
import { type Observed, observedOf, observePage } from "./observe-page.ts";

/** What a visit of a page with an empty cache took. */
export type PageVisit = {
  /** From the start until what the page is for was there. */
  shownMs: number;
  /** From the start until its main thread had no long task any more. */
  settledMs: number;
  /** From the start until the largest part of it was painted. */
  largestPaintMs: number;
  /** In the first ten seconds, of its own server. */
  requests: number;
  apiRequests: number;
  /** In the first ten seconds, of whoever else. */
  otherRequests: number;
  /** In the thirty seconds after it had settled, while nothing happened; undefined where nobody looked. */
  idleRequests: number | undefined;
  /** As they came over the wire. */
  bytes: number;
  scriptBytes: number;
  /** For how long the page could not answer to a key, beyond 50 ms each time. */
  blockedMs: number;
  longestTaskMs: number;
  /** What its scripts hold. */
  heapBytes: number;
};

type Visit = {
  url: string;
  /** The text that the page is opened for. */
  awaited: RegExp;
  /** How many times slower than this machine's the processor is made. */
  slowdown?: number;
  /** Looks at the page for another thirty seconds. */
  staysIdle?: boolean;
};

// Requests of the first seconds are counted, those that repeat themselves among them.
const OPEN_MS = 10_000;
const IDLE_MS = 30_000;
// A page whose main thread was free for so long has done what it was opened for.
const CALM_MS = 3_000;
const LONGEST_LOAD_MS = 60_000;
const SHORT_TASK_MS = 50;

/** Starts the headless Chromium that both servers' pages are opened in. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findBrowser(),
    // As root, as in containers, Chromium starts only without its sandbox.
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });

/** Opens a page in a browser context of its own, without a cache, and looks at it until it has settled, for ten seconds at least. */
export async function visitPage(browser: Browser, visit: Visit): Promise<PageVisit> {
  const { url, awaited, slowdown = 1, staysIdle = false } = visit;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (slowdown > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const traffic = await countTraffic(page, new URL(url).origin);
    await observePage(page);
    const startedAt = performance.now();
    const passedMs = () => performance.now() - startedAt;
    await page.goto(url, { waitUntil: "commit" });
    await page.getByText(awaited).filter({ visible: true }).first().waitFor({ timeout: LONGEST_LOAD_MS });
    const shownMs = passedMs();
    const observed = await untilCalm(page);
    await page.waitForTimeout(Math.max(0, OPEN_MS - passedMs()));
    const settledAt = performance.now();
    if (staysIdle) await page.waitForTimeout(IDLE_MS);
    const early = traffic.asked.filter(({ at }) => at <= startedAt + OPEN_MS);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return {
      shownMs,
      settledMs: Math.max(shownMs, observed.lastTaskEnd),
      largestPaintMs: observed.largestPaint,
      requests: early.filter(({ isOwn }) => isOwn).length,
      apiRequests: early.filter(({ isOwn, path }) => isOwn && path.startsWith("/api/")).length,
      otherRequests: early.filter(({ isOwn }) => !isOwn).length,
      idleRequests: staysIdle
        ? traffic.asked.filter(({ at, isOwn }) => isOwn && at > settledAt).length
        : undefined,
      bytes: traffic.bytes,
      scriptBytes: traffic.scriptBytes,
      blockedMs: observed.longTasks.reduce((sum, ms) => sum + ms - SHORT_TASK_MS, 0),
      longestTaskMs: Math.max(0, ...observed.longTasks),
      heapBytes: usedSize,
    };
  } finally {
    await context.close();
  }
}

/** Counts what the page asks for and gets, from now on. */
async function countTraffic(page: Page, origin: string) {
  const traffic = {
    asked: [] as { at: number; path: string; isOwn: boolean }[],
    bytes: 0,
    scriptBytes: 0,
  };
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Set<string>();
  session.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
    if (scripts.has(requestId)) traffic.scriptBytes += encodedDataLength;
  });
  page.on("request", (request) => {
    const { protocol, pathname, origin: asked } = new URL(request.url());
    if (protocol.startsWith("http"))
      traffic.asked.push({ at: performance.now(), path: pathname, isOwn: asked === origin });
  });
  return traffic;
}

/** What was observed up to when the main thread had no long task for a while. */
async function untilCalm(page: Page): Promise<Observed> {
  const endsAt = performance.now() + LONGEST_LOAD_MS;
  for (;;) {
    const observed = await observedOf(page);
    if (observed.now - observed.lastTaskEnd > CALM_MS || performance.now() > endsAt) return observed;
    await page.waitForTimeout(500);
  }
}
