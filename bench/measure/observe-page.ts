import type { Page } from "playwright-core";

/** What a page's own observers have seen, in milliseconds since it was asked for. */
export type Observed = {
  now: number;
  longTasks: number[];
  lastTaskEnd: number;
  largestPaint: number;
  /** From each key or click to the frame that showed what came of it; those below 16 are not seen. */
  interactions: number[];
};

type Watching = typeof globalThis & { observed: Omit<Observed, "now"> };

/** Has every document that the page opens from now on observe itself. */
export const observePage = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const observed = {
      longTasks: [] as number[],
      lastTaskEnd: 0,
      largestPaint: 0,
      interactions: [] as number[],
    };
    Object.assign(globalThis, { observed });
    const watch = (options: PerformanceObserverInit, see: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(see)).observe(options);
    watch({ type: "longtask", buffered: true }, ({ startTime, duration }) => {
      observed.longTasks.push(duration);
      observed.lastTaskEnd = Math.max(observed.lastTaskEnd, startTime + duration);
    });
    watch({ type: "largest-contentful-paint", buffered: true }, ({ startTime }) => {
      observed.largestPaint = startTime;
    });
    watch({ type: "event", durationThreshold: 16 } as PerformanceObserverInit, (entry) => {
      if ((entry as PerformanceEntry & { interactionId?: number }).interactionId)
        observed.interactions.push(entry.duration);
    });
  });

/** What the document has observed until now. */
export const observedOf = (page: Page): Promise<Observed> =>
  page.evaluate(() => ({ now: performance.now(), ...(globalThis as Watching).observed }));
