import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, noBrowserReason } from "./support/browser.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { runTypeScript } from "./support/run-program.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";
import { findViolations, openWatchedPage } from "./support/watched-page.ts";

/** What a run's page can show, and how to come there from what stands before it. */
const VIEWS: readonly [name: string, open: (page: Page) => Promise<void>][] = [
  ...["Task runs", "Subflows", "Parameters", "States", "Details", "Timeline and log"].map(
    (name): (typeof VIEWS)[number] => [
      name,
      async (page) => {
        await page.getByRole("tab", { name }).click();
        await page.getByRole("tab", { name, selected: true }).waitFor();
      },
    ],
  ),
  [
    "a task of the timeline",
    async (page) => {
      await page
        .getByText(/^First step-/)
        .first()
        .click();
      await page.getByRole("complementary").last().waitFor();
    },
  ],
  [
    "the graph",
    async (page) => {
      await page.getByRole("radio", { name: "Graph" }).click();
      await page.getByRole("radio", { name: "Graph", checked: true }).waitFor();
    },
  ],
  [
    "the palette",
    async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
    },
  ],
];

describe.skipIf(noBrowserReason)(`in a browser${noBrowserReason ? ` (${noBrowserReason})` : ""}`, () => {
  const home = makeTemporaryDirectory();
  let reeve: ReeveServer;
  let browser: Browser;

  beforeAll(async () => {
    [reeve, browser] = await Promise.all([startReeveServer(home.path), launchBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await reeve?.[Symbol.asyncDispose]();
    home[Symbol.dispose]();
  });

  /** Starts the flow that waits to be told to go on, and tells the address of its run's page. */
  const startStepwise = async () => {
    const program = runTypeScript("e2e/programs/stepwise-flow.ts", [], {
      apiUrl: reeve.apiUrl,
      directory: home.path,
      env: { REEVE_LOGGING_TO_API_BATCH_INTERVAL: "0.1" },
    });
    const [address] = await program.waitForOutput(/http:\/\/\S+\/runs\/flow-run\/[0-9a-f-]{36}/);
    return { program, address };
  };

  test("the page of a run shows its tasks, logs and end as they come, without a reload", async () => {
    const { program, address } = await startStepwise();
    await using _ = program;
    const { page, errors } = await openWatchedPage(browser);
    await page.goto(address);
    await page.getByText("First step was taken.").waitFor();
    await page
      .getByText(/^First step-/)
      .first()
      .waitFor();
    await page.getByText("Running", { exact: true }).first().waitFor();
    expect(await page.getByText(/^Second step-/).count()).toBe(0);
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));

    program.kill("SIGUSR2");
    await page
      .getByText(/^Second step-/)
      .first()
      .waitFor();
    await page.getByText("Second step was taken.").waitFor();

    program.kill("SIGUSR2");
    await page.locator("header").getByText("Completed", { exact: true }).waitFor();
    expect((await program.ended).code).toBe(0);
    expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("the list of runs shows a run that starts and ends while it is open", async () => {
    const { page, errors } = await openWatchedPage(browser);
    await page.goto(`${reeve.url}/runs`);
    await page.getByText("Live", { exact: true }).waitFor();
    const { program, address } = await startStepwise();
    await using _ = program;
    const path = new URL(address).pathname;
    const row = page.getByRole("row").filter({ has: page.locator(`a[data-row-link][href*="${path}"]`) });
    await row.getByText("Running", { exact: true }).waitFor();

    program.kill("SIGUSR2");
    await program.waitForOutput(/Second step was taken/);
    program.kill("SIGUSR2");
    await row.getByText("Completed", { exact: true }).waitFor();
    expect((await program.ended).code).toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("in either theme, no page breaks a rule of accessibility", { timeout: 120_000 }, async () => {
    const { program, address } = await startStepwise();
    await using _ = program;
    const { page, errors } = await openWatchedPage(browser);
    await page.goto(`${reeve.url}/runs`);
    await page.getByRole("row").getByText("Stepwise").first().waitFor();
    expect(await findViolations(page)).toEqual([]);

    await page.goto(address);
    await page.getByText("First step was taken.").waitFor();
    for (const [name, open] of VIEWS) {
      await open(page);
      expect.soft(await findViolations(page), name).toEqual([]);
    }
    expect(errors).toEqual([]);
    await page.close();
  });
});
