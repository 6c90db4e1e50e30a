import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { assetsEnding, firstScripts, laterScripts, sizeOf } from "./support/bundle.ts";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { makeEveryPage } from "./support/every-page.ts";
import { makeLargeRun } from "./support/make-large-run.ts";

const KB = 1024;

describe("what the pages load", () => {
  test("is little for the first page", () => {
    const { raw, gzip, files } = sizeOf(firstScripts());
    expect(gzip).toBeLessThanOrEqual(180 * KB);
    expect(raw).toBeLessThanOrEqual(600 * KB);
    expect(files).toBeLessThanOrEqual(12);
  });

  test("is little more for any other page, and for each part of one that is loaded when it is used", () => {
    const later = laterScripts();
    expect(later.size).toBeGreaterThan(15);
    const tooLarge = [...later].flatMap(([path, files]) => {
      const { gzip } = sizeOf(files);
      return gzip > 90 * KB ? [`${path}: ${gzip}`] : [];
    });
    expect(tooLarge).toEqual([]);
  });

  test("has few styles, and one font", () => {
    expect(sizeOf(assetsEnding(".css")).gzip).toBeLessThanOrEqual(25 * KB);
    expect(sizeOf(assetsEnding(".woff2")).raw).toBeLessThanOrEqual(40 * KB);
  });
});

/** Collects how far the page's content has moved by itself. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts = { total: 0 };
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) shifts.total += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });

describeInBrowser("a page", (ui) => {
  const api = (url: string) => new URL(url).pathname.startsWith("/api/");

  test("asks for little, and does not move while it loads", async () => {
    const runId = await makeLargeRun(ui.client, { name: "sixty-tasks", tasks: 60, lines: 50 });
    const pages = [
      { path: "/dashboard", says: "What went wrong", requests: 20, calls: 4 },
      { path: "/runs", says: "sixty-tasks", requests: 20, calls: 2 },
      { path: `/runs/flow-run/${runId}`, says: "line 0 of the log", requests: 22, calls: 4 },
    ];
    for (const { path, says, requests, calls } of pages) {
      // Each begins with an empty cache.
      const context = await ui.browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await watchShifts(page);
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(ui.reeve.url + path);
      await page.getByText(says).first().waitFor();
      await page.getByText("Live", { exact: true }).waitFor();
      await page.waitForLoadState("networkidle");
      expect(asked.length, `${path}:\n${asked.join("\n")}`).toBeLessThanOrEqual(requests);
      expect(asked.filter(api).length, asked.filter(api).join("\n")).toBeLessThanOrEqual(calls);
      const { total } = await page.evaluate(
        () => (globalThis as unknown as { shifts: { total: number } }).shifts,
      );
      expect(total, path).toBeLessThanOrEqual(0.05);
      await context.close();
    }
  });

  test("asks for nothing in a minute in which nothing happens", async () => {
    const pages = await makeEveryPage(ui.client);
    // A run that goes on, and does nothing, is no reason to ask either.
    const flow = await ui.client.createFlow({ body: { name: "flow-of-all" } });
    const { id } = await ui.client.createFlowRun({ body: { flow_id: flow.id, name: "goes-on" } });
    await ui.client.setFlowRunState({ params: { id }, body: { state: { type: "RUNNING" }, force: true } });
    const wanted = [
      /^\/dashboard$/,
      /^\/runs$/,
      /^\/runs\/flow-run/,
      /^\/deployments\/deployment\/[^/]+$/,
      /^\/work-pools\/work-pool\/[^/]+$/,
      /^\/concurrency-limits$/,
      /^\/concurrency-limits\/concurrency-limit/,
      /^\/events$/,
    ];
    const quiet = pages.filter(({ path }) => wanted.some((one) => one.test(path)));
    for (const { path, says } of [...quiet, { path: `/runs/flow-run/${id}`, says: "goes-on" }]) {
      const page = await ui.browser.newPage();
      // The page's own clock, which the test winds on.
      await page.clock.install();
      await page.goto(ui.reeve.url + path);
      await page.getByText(says).first().waitFor();
      await page.getByText("Live", { exact: true }).waitFor();
      // What was read before the subscription began is read once more.
      await page.clock.runFor(8_000);
      await page.waitForLoadState("networkidle");
      const asked: string[] = [];
      page.on("request", (request) => asked.push(`${path}: ${request.url()}`));
      await page.clock.runFor(60_000);
      // Had it asked, its request would have been sent before this one.
      await page.evaluate(() => fetch("/api/health"));
      expect(asked.filter((url) => !url.endsWith("/api/health"))).toEqual([]);
      await page.close();
    }
  });
});
