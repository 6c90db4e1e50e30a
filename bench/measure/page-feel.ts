import type { Browser, Page } from "playwright-core";
import { observedOf, observePage } from "./observe-page.ts";
import { percentile } from "./statistics.ts";

/** How a run's page of Reeve answers to somebody who works on it. */
export type PageFeel = {
  /** While its timeline is zoomed and moved. */
  framesPerSecond: number;
  frameP95Ms: number;
  /** From a key or a click to the frame that shows what came of it: three of four take less. */
  interactionP75Ms: number;
};

const STEPS = 40;
// Events that were answered sooner are not reported.
const SHORTEST_MS = 16;

/** Walks the rows of the run's timeline by keys, opens and closes tasks, and zooms and moves it with the mouse. */
export async function feelRunPage(browser: Browser, url: string): Promise<PageFeel> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await observePage(page);
    await page.goto(url);
    const rows = page.getByRole("treegrid", { name: "Task runs over time" });
    await rows.getByRole("row").first().waitFor();
    await rows.focus();
    for (let step = 0; step < STEPS / 4; step++)
      for (const key of ["ArrowDown", "Enter", "ArrowDown", "Escape"]) await page.keyboard.press(key);
    const { interactions } = await observedOf(page);
    const frames = await framesDuring(page, () => moveTimeline(page));
    return {
      framesPerSecond: (1000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0),
      frameP95Ms: percentile(frames, 0.95),
      interactionP75Ms: percentile(interactions, 0.75) || SHORTEST_MS,
    };
  } finally {
    await context.close();
  }
}

/** Zooms into the middle, drags to either side, and zooms out again. */
async function moveTimeline(page: Page): Promise<void> {
  const rows = (await page.getByRole("treegrid", { name: "Task runs over time" }).boundingBox())!;
  const middle = { x: rows.x + rows.width * 0.6, y: rows.y + 60 };
  await page.mouse.move(middle.x, middle.y);
  await page.keyboard.down("Control");
  for (let step = 0; step < STEPS; step++) await page.mouse.wheel(0, -40);
  await page.keyboard.up("Control");
  await page.mouse.down();
  await page.mouse.move(middle.x - 200, middle.y, { steps: STEPS });
  await page.mouse.move(middle.x + 200, middle.y, { steps: STEPS });
  await page.mouse.up();
}

/** How long each frame took that the page showed meanwhile. */
async function framesDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(globalThis, { frames });
    const note = (at: number) => {
      frames.push(at);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await act();
  const at = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
  return at.slice(1).map((time, index) => time - at[index]!);
}
