import { type Client, createClient } from "@reeve/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser, noBrowserReason } from "./support/browser.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";
import { findViolations, openWatchedPage } from "./support/watched-page.ts";

describe.skipIf(noBrowserReason)(
  `infrastructure and blocks${noBrowserReason ? ` (${noBrowserReason})` : ""}`,
  () => {
    const home = makeTemporaryDirectory();
    let reeve: ReeveServer;
    let client: Client;
    let browser: Browser;
    let page: Page;
    let errors: readonly string[];

    beforeAll(async () => {
      [reeve, browser] = await Promise.all([startReeveServer(home.path), launchBrowser()]);
      client = createClient({ apiUrl: reeve.apiUrl });
    });
    afterAll(async () => {
      await browser?.close();
      client?.[Symbol.dispose]();
      await reeve?.[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    });
    beforeEach(async () => {
      ({ page, errors } = await openWatchedPage(browser));
      return () => page.close();
    });

    const open = async (path: string, awaited: string) => {
      await page.goto(reeve.url + path);
      await page.getByText(awaited).first().waitFor();
    };
    const createPool = (name: string) => client.createWorkPool({ body: { name, type: "process" } });
    const row = (name: string) => page.getByRole("row").filter({ hasText: name });

    describe("a work pool", () => {
      test("is made with the keyboard alone, with a default of its template", async () => {
        await open("/work-pools/create", "Process");
        await page.getByLabel(/^Name/).first().focus();
        await page.keyboard.type("by-keys");
        await page.getByLabel("Working Directory").focus();
        await page.keyboard.type("/srv");
        await page.keyboard.press("Control+Enter");
        await page.waitForURL(`${reeve.url}/work-pools/work-pool/by-keys`);
        await page.getByText("reeve worker start -p by-keys", { exact: true }).waitFor();
        const pool = await client.getWorkPool({ params: { name: "by-keys" } });
        expect(pool.base_job_template).toMatchObject({
          variables: { properties: { working_dir: { default: "/srv" } } },
        });
        expect(errors).toEqual([]);
      });

      test("says why it is not ready, and is ready as soon as a worker is heard of", async () => {
        await createPool("awaited");
        await open("/work-pools", "awaited");
        await row("awaited").getByText("no worker is online").waitFor();
        await client.sendWorkerHeartbeat({
          params: { work_pool_name: "awaited" },
          body: { name: "first", heartbeat_interval_seconds: 30 },
        });
        await row("awaited").getByText("Ready", { exact: true }).waitFor();
      });

      test("is paused by its switch", async () => {
        await createPool("switched");
        await open("/work-pools", "switched");
        await page.getByRole("switch", { name: "Take on runs of switched" }).focus();
        await page.keyboard.press("Space");
        await row("switched").getByText("no run is taken on").waitFor();
        expect(await client.getWorkPool({ params: { name: "switched" } })).toMatchObject({ is_paused: true });
      });

      test("keeps what is changed on its form", async () => {
        await createPool("edited");
        await open("/work-pools/work-pool/edited/edit", "Edit edited");
        await page.getByLabel("Runs at once").fill("3");
        await page.keyboard.press("Control+Enter");
        await page.getByText("0 of 3").waitFor();
        expect(await client.getWorkPool({ params: { name: "edited" } })).toMatchObject({
          concurrency_limit: 3,
        });
      });

      test("has queues that are made and moved up", async () => {
        await createPool("queued");
        await open("/work-pools/work-pool/queued?tab=queues", "New queue");
        await page.getByRole("button", { name: "New queue" }).click();
        await page.getByLabel(/^Name/).fill("urgent");
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: "Take runs of urgent on earlier" }).click();
        await page.getByText("urgent has priority 1 now.").waitFor();
        const queues = await client.listWorkQueuesInPool({ params: { work_pool_name: "queued" }, body: {} });
        expect(queues.map(({ name }) => name)).toEqual(["urgent", "default"]);
      });

      test("and its queue are reached from the addresses that clients print", async () => {
        const { default_queue_id: id } = await createPool("printed");
        await page.goto(`${reeve.url}/work-queues/work-queue/${id}`);
        await page.waitForURL(`${reeve.url}/work-pools/work-pool/printed/queue/default`);
        await page.goto(`${reeve.url}/work-pools/work-pool/printed/worker/somebody`);
        await page.waitForURL(`${reeve.url}/work-pools/work-pool/printed?tab=workers`);
      });
    });

    describe("a concurrency limit", () => {
      test("is made for a tag with the keyboard alone", async () => {
        await open("/concurrency-limits", "No concurrency limits yet");
        await page.getByRole("button", { name: "New limit" }).first().focus();
        await page.keyboard.press("Enter");
        await page.getByLabel("It limits").selectOption("tag");
        await page.getByLabel(/^Tag/).fill("gpu");
        await page.getByLabel(/^Slots.*required/).fill("2");
        await page.keyboard.press("Enter");
        await row("gpu").getByText("0 of 2").waitFor();
        const limit = await client.getTagLimitByTag({ params: { tag: "gpu" } });
        expect(limit.concurrency_limit).toBe(2);
        expect(errors).toEqual([]);
      });

      test("shows how much of it is taken, and gives it free once that is confirmed", async () => {
        const body = { name: "held", limit: 4, active_slots: 3 };
        const { id } = await client.createConcurrencyLimit({ body });
        await open(`/concurrency-limits/concurrency-limit/${id}`, "3 of 4");
        await page.getByRole("button", { name: "Free all slots" }).click();
        expect(await findViolations(page)).toEqual([]);
        await page.keyboard.press("Tab");
        await page.getByRole("button", { name: "Free them" }).press("Enter");
        await page.getByText("0 of 4").waitFor();
      });

      test("is deleted once that is confirmed", async () => {
        await client.createConcurrencyLimit({ body: { name: "doomed", limit: 1 } });
        await open("/concurrency-limits", "doomed");
        await page.getByRole("button", { name: "Actions for doomed" }).press("Enter");
        await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
        await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
        await row("doomed").waitFor({ state: "detached" });
      });
    });

    const createSecret = async (name: string) => {
      const type = await client.getBlockTypeBySlug({ params: { slug: "secret" } });
      const filter = { block_type_id: { any_: [type.id] } };
      const [schema] = await client.listBlockSchemas({ body: { block_schemas: filter } });
      const body = {
        name,
        data: { value: "mellon" },
        block_type_id: type.id,
        block_schema_id: schema?.id ?? "",
      };
      return await client.createBlockDocument({ body });
    };

    describe("a block", () => {
      test("is found in the catalogue and made with the keyboard alone", async () => {
        await open("/blocks/catalog?q=smtp", "SMTP");
        await page.getByRole("link", { name: /SMTP/ }).press("Enter");
        await page.getByLabel(/^Block name/).fill("mail-of-ops");
        await page.getByLabel(/^Mail server/).fill("smtp.example.com");
        await page.keyboard.press("Control+Enter");
        await page.waitForURL(/\/blocks\/block\//);
        await page.getByText('"smtp.example.com"').waitFor();
        await page.getByRole("heading", { name: "mail-of-ops" }).waitFor();
        expect(errors).toEqual([]);
      });

      test("shows no secret, and keeps one that nobody changed", async () => {
        const { id } = await createSecret("door");
        await open(`/blocks/block/${id}`, "********");
        expect(await page.content()).not.toContain("mellon");
        await page.getByRole("link", { name: "Edit" }).press("Enter");
        await page.getByRole("button", { name: "Save" }).press("Enter");
        await page.waitForURL(`${reeve.url}/blocks/block/${id}`);
        const block = await client.getBlockDocument({ params: { id }, query: { include_secrets: true } });
        expect(block.data).toEqual({ value: "mellon" });
      });
    });

    test.each(["light", "dark"] as const)("has no fault that axe finds in the %s theme", async (theme) => {
      await createPool(`examined-${theme}`);
      const pool = `/work-pools/work-pool/examined-${theme}`;
      const block = await createSecret(`block-${theme}`);
      const limit = await client.createConcurrencyLimit({ body: { name: `limit-${theme}`, limit: 3 } });
      const { page, errors } = await openWatchedPage(browser, theme);
      for (const [path, awaited] of [
        ["/work-pools", `examined-${theme}`],
        ["/work-pools/create", "Working Directory"],
        [pool, "Start a worker"],
        [`${pool}?tab=queues`, "New queue"],
        [`${pool}/edit`, "Base job template"],
        [`${pool}/queue/default`, "Latest"],
        ["/concurrency-limits", `limit-${theme}`],
        [`/concurrency-limits/concurrency-limit/${limit.id}`, "Slots taken"],
        ["/blocks", `block-${theme}`],
        ["/blocks/catalog", "SMTP"],
        ["/blocks/catalog/webhook/create", "New Webhook"],
        [`/blocks/block/${block.id}`, "In Python"],
        [`/blocks/block/${block.id}/edit`, `Edit block-${theme}`],
      ] as const) {
        await page.goto(reeve.url + path);
        await page.getByText(awaited).first().waitFor();
        expect(await findViolations(page), path).toEqual([]);
      }
      await page.goto(`${reeve.url}${pool}?tab=queues`);
      await page.getByRole("button", { name: "New queue" }).click();
      expect(await findViolations(page)).toEqual([]);
      await page.goto(`${reeve.url}/concurrency-limits`);
      await page.getByRole("button", { name: "New limit" }).click();
      expect(await findViolations(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    });
  },
);
