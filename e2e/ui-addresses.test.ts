import { createClient } from "@reeve/client";
import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, noBrowserReason } from "./support/browser.ts";
import { type Address, makeEveryPage, oldAddresses } from "./support/every-page.ts";
import { faultsOnPhone } from "./support/phone.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";
import { findViolations, openWatchedPage } from "./support/watched-page.ts";

// A page that is wrong should fail by itself, not take the time of the others.
const LONGEST_LOAD_MS = 5_000;
const SECRET = "admin:pa:ss";
const SERVERS = [
  { name: "at the root of a server", base: "", env: {} },
  {
    name: "below a path, with a secret",
    base: "/tools/reeve",
    env: {
      PREFECT_UI_SERVE_BASE: "/tools/reeve",
      PREFECT_SERVER_API_BASE_PATH: "/tools/reeve/api",
      PREFECT_SERVER_API_AUTH_STRING: SECRET,
    },
  },
] as const;

const reason = noBrowserReason ? ` (${noBrowserReason})` : "";

describe.skipIf(noBrowserReason).each(SERVERS)(`addresses of pages $name${reason}`, ({ base, env }) => {
  const home = makeTemporaryDirectory();
  let reeve: ReeveServer;
  let browser: Browser;
  let page: Page;
  let errors: readonly string[];
  let addresses: Address[];

  beforeAll(async () => {
    [reeve, browser] = await Promise.all([startReeveServer(home.path, 0, env), launchBrowser()]);
    using client = createClient({ apiUrl: reeve.apiUrl, authString: base ? SECRET : null });
    addresses = await makeEveryPage(client);
    ({ page, errors } = await openWatchedPage(browser));
    page.setDefaultTimeout(LONGEST_LOAD_MS);
  });
  afterAll(async () => {
    await browser?.close();
    await reeve?.[Symbol.asyncDispose]();
    home[Symbol.dispose]();
  });

  const shown = () => page.url().slice(reeve.url.length + base.length);
  const look = async ({ path, says, becomes = path }: Address) => {
    await page.goto(reeve.url + base + path);
    if (says) await page.getByText(says).first().waitFor();
    if (becomes !== null) await expect.poll(shown).toBe(becomes);
  };

  if (base) {
    test("a page asks for the secret, says when it is wrong, and goes on to where one wanted to go", async () => {
      await page.goto(`${reeve.url}${base}/flows?q=of-all`);
      await page.getByRole("heading", { name: "Log in" }).waitFor();
      expect(await findViolations(page)).toEqual([]);
      await page.keyboard.type("admin:wrong");
      await page.keyboard.press("Enter");
      await page.getByText("That is not the secret.").waitFor();
      await page.getByLabel("Secret").fill(SECRET);
      await page.keyboard.press("Enter");
      await page.getByText("flow-of-all").first().waitFor();
      expect(shown()).toBe("/flows?q=of-all");
      // The socket knows the browser too.
      await page.getByText("Live", { exact: true }).waitFor();
    });
  }

  // Parts, so that none takes as long as a test may on a busy machine.
  test.each(base ? [0] : [0, 1, 2, 3])(
    "each opens its page on a cold load, which asks nobody else, and fits a phone (part %i of 4)",
    async (part) => {
      const faults: string[] = [];
      const before = errors.length;
      const hear = (request: Request) => {
        if (!request.url().startsWith(reeve.url)) faults.push(`${page.url()} asks ${request.url()}`);
      };
      page.on("request", hear);
      for (const address of addresses.filter((_, place) => place % 4 === part)) {
        const tell = (fault: string) => faults.push(`${address.path}: ${fault}`);
        await look(address).catch((error) => tell(String(error).slice(0, 300)));
        for (const fault of await faultsOnPhone(page)) tell(fault);
      }
      page.off("request", hear);
      expect(faults).toEqual([]);
      expect(errors.slice(before)).toEqual([]);
    },
  );

  test("those of old lead to where the page is now", async () => {
    for (const address of oldAddresses("0197a1b2-0000-7000-8000-000000000001")) await look(address);
  });

  if (base) {
    test("changes come over the socket, and whoever logs out is let in no more", async () => {
      await look({ path: "/runs", says: "run-of-all" });
      await page.getByText("Live", { exact: true }).waitFor();
      using client = createClient({ apiUrl: reeve.apiUrl, authString: SECRET });
      const flow = await client.createFlow({ body: { name: "flow-of-all" } });
      await client.createFlowRun({ body: { flow_id: flow.id, name: "came-by-socket" } });
      await page.getByText("came-by-socket").first().waitFor();
      await page.getByRole("button", { name: "Log out" }).click();
      await page.getByRole("heading", { name: "Log in" }).waitFor();
      await page.goto(`${reeve.url}${base}/flows`);
      await page.getByRole("heading", { name: "Log in" }).waitFor();
    });
  } else {
    test("nobody is asked for a secret where there is none", async () => {
      await page.goto(`${reeve.url}/login`);
      await expect.poll(shown).toBe("/dashboard");
      expect(await page.getByRole("button", { name: "Log out" }).count()).toBe(0);
    });
  }
});
