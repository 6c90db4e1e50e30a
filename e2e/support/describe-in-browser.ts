import { type Client, createClient } from "@reeve/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { launchBrowser, noBrowserReason } from "./browser.ts";
import { type ReeveServer, startReeveServer } from "./reeve-server.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";
import { emptyPage, openWatchedPage } from "./watched-page.ts";

/** What tests in a browser share, the page among it, which each finds empty; to be read while a test runs. */
export type Ui = {
  readonly reeve: ReeveServer;
  readonly client: Client;
  readonly browser: Browser;
  readonly page: Page;
  readonly errors: readonly string[];
  /** Goes to a path of the server and waits for a text. */
  open(path: string, awaited: string): Promise<void>;
  /** The row of a table that has this text in it. */
  row(text: string): ReturnType<Page["getByRole"]>;
};

/** Tests of the UI of a server of their own; skipped, with the reason in their name, where no browser is. */
export function describeInBrowser(name: string, define: (ui: Ui) => void): void {
  const fullName = noBrowserReason ? `${name} (${noBrowserReason})` : name;
  describe.skipIf(noBrowserReason)(fullName, () => {
    const home = makeTemporaryDirectory();
    let reeve: ReeveServer;
    let client: Client;
    let browser: Browser;
    let watched: Awaited<ReturnType<typeof openWatchedPage>>;

    beforeAll(async () => {
      [reeve, browser] = await Promise.all([startReeveServer(home.path), launchBrowser()]);
      client = createClient({ apiUrl: reeve.apiUrl });
      watched = await openWatchedPage(browser);
    });
    afterAll(async () => {
      await browser?.close();
      client?.[Symbol.dispose]();
      await reeve?.[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    });
    beforeEach(() => emptyPage(watched, reeve.url));

    define({
      get reeve() {
        return reeve;
      },
      get client() {
        return client;
      },
      get browser() {
        return browser;
      },
      get page() {
        return watched.page;
      },
      get errors() {
        return watched.errors;
      },
      async open(path, awaited) {
        await watched.page.goto(reeve.url + path);
        await watched.page.getByText(awaited).first().waitFor();
      },
      row: (text) => watched.page.getByRole("row").filter({ hasText: text }),
    });
  });
}
