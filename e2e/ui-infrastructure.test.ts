import { describe, expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

describeInBrowser("infrastructure and blocks", (ui) => {
  const createPool = (name: string) => ui.client.createWorkPool({ body: { name, type: "process" } });

  describe("a work pool", () => {
    test("is made with the keyboard alone, with a default of its template", async () => {
      await ui.open("/work-pools/create", "Process");
      await ui.page.getByLabel(/^Name/).first().focus();
      await ui.page.keyboard.type("by-keys");
      await ui.page.getByLabel("Working Directory").focus();
      await ui.page.keyboard.type("/srv");
      await ui.page.keyboard.press("Control+Enter");
      await ui.page.waitForURL(`${ui.reeve.url}/work-pools/work-pool/by-keys`);
      await ui.page.getByText("reeve worker start -p by-keys", { exact: true }).waitFor();
      const pool = await ui.client.getWorkPool({ params: { name: "by-keys" } });
      expect(pool.base_job_template).toMatchObject({
        variables: { properties: { working_dir: { default: "/srv" } } },
      });
      expect(ui.errors).toEqual([]);
    });

    test("says why it is not ready, and is ready as soon as a worker is heard of", async () => {
      await createPool("awaited");
      await ui.open("/work-pools", "awaited");
      await ui.row("awaited").getByText("no worker is online").waitFor();
      await ui.client.sendWorkerHeartbeat({
        params: { work_pool_name: "awaited" },
        body: { name: "first", heartbeat_interval_seconds: 30 },
      });
      await ui.row("awaited").getByText("Ready", { exact: true }).waitFor();
    });

    test("has queues whose page is read from top to bottom on a phone, nothing over anything else", async () => {
      await createPool("on-a-phone");
      const flow = await ui.client.createFlow({ body: { name: "on-a-phone" } });
      for (let run = 0; run < 14; run++) {
        const scheduled_time = new Date(Date.now() + (run + 1) * 3_600_000).toISOString();
        await ui.client.createFlowRun({
          body: {
            flow_id: flow.id,
            work_pool_name: "on-a-phone",
            work_queue_name: "default",
            state: { type: "SCHEDULED", state_details: { scheduled_time } },
          },
        });
      }
      await ui.page.setViewportSize({ width: 390, height: 844 });
      await ui.open("/work-pools/work-pool/on-a-phone/queue/default", "in 13 h");
      const last = (await ui.page.getByText("No run of this queue has begun yet.").boundingBox())!;
      const facts = (await ui.page.getByRole("complementary", { name: "About the queue" }).boundingBox())!;
      await ui.page.setViewportSize({ width: 1280, height: 800 });
      expect(facts.y).toBeGreaterThanOrEqual(last.y + last.height);
    });

    test("is paused by its switch", async () => {
      await createPool("switched");
      await ui.open("/work-pools", "switched");
      await ui.page.getByRole("switch", { name: "Take on runs of switched" }).focus();
      await ui.page.keyboard.press("Space");
      await ui.row("switched").getByText("no run is taken on").waitFor();
      expect(await ui.client.getWorkPool({ params: { name: "switched" } })).toMatchObject({
        is_paused: true,
      });
    });

    test("keeps what is changed on its form", async () => {
      await createPool("edited");
      await ui.open("/work-pools/work-pool/edited/edit", "Edit edited");
      await ui.page.getByLabel("Runs at once").fill("3");
      await ui.page.keyboard.press("Control+Enter");
      await ui.page.getByText("0 of 3").waitFor();
      expect(await ui.client.getWorkPool({ params: { name: "edited" } })).toMatchObject({
        concurrency_limit: 3,
      });
    });

    test("has queues that are made and moved up", async () => {
      await createPool("queued");
      await ui.open("/work-pools/work-pool/queued?tab=queues", "New queue");
      await ui.page.getByRole("button", { name: "New queue" }).click();
      await ui.page.getByLabel(/^Name/).fill("urgent");
      await ui.page.keyboard.press("Enter");
      await ui.page.getByRole("button", { name: "Take runs of urgent on earlier" }).click();
      await ui.page.getByText("urgent has priority 1 now.").waitFor();
      const queues = await ui.client.listWorkQueuesInPool({ params: { work_pool_name: "queued" }, body: {} });
      expect(queues.map(({ name }) => name)).toEqual(["urgent", "default"]);
    });

    test("and its queue are reached from the addresses that clients print", async () => {
      const { default_queue_id: id } = await createPool("printed");
      await ui.page.goto(`${ui.reeve.url}/work-queues/work-queue/${id}`);
      await ui.page.waitForURL(`${ui.reeve.url}/work-pools/work-pool/printed/queue/default`);
      await ui.page.getByText("reeve worker start -p printed -q default", { exact: true }).waitFor();
      await ui.page.getByRole("switch", { name: "Takes on runs" }).click();
      await ui.page.getByRole("switch", { name: "Takes on runs", checked: false }).waitFor();
      expect(await findViolations(ui.page)).toEqual([]);
    });

    test("has workers with a page each, where what they hold stands, and the deployments that use it", async () => {
      await createPool("worked");
      const params = { work_pool_name: "worked" };
      await ui.client.sendWorkerHeartbeat({ params, body: { name: "ox", heartbeat_interval_seconds: 30 } });
      const [worker] = await ui.client.listWorkers({ params, body: {} });
      const { id: flow_id } = await ui.client.createFlow({ body: { name: "carried" } });
      const { id } = await ui.client.createDeployment({
        body: { name: "carried-daily", flow_id, work_pool_name: "worked" },
      });
      const run = await ui.client.createFlowRunOfDeployment({ params: { id }, body: {} });
      await ui.client.updateFlowRunLabels({ params: { id: run.id }, body: { "prefect.worker.name": "ox" } });
      await ui.client.setFlowRunState({ params: { id: run.id }, body: { state: { type: "PENDING" } } });
      await ui.open(`/work-pools/work-pool/worked/worker/${worker?.id}`, "Online");
      const held = ui.page.getByRole("table", { name: "Holds now" });
      await held.getByRole("link", { name: run.name }).waitFor();
      expect(await findViolations(ui.page)).toEqual([]);
      const state = { type: "CRASHED", message: "gone" } as const;
      await ui.client.setFlowRunState({ params: { id: run.id }, body: { state } });
      await ui.page.getByRole("table", { name: "Latest" }).getByRole("link", { name: run.name }).waitFor();
      await ui.page.getByRole("button", { name: "Forget" }).click();
      await ui.page.getByRole("dialog").getByRole("button", { name: "Forget" }).click();
      await ui.page.getByText("No worker has ever asked for runs of this pool.").waitFor();
      await ui.page.getByRole("tab", { name: "Deployments" }).click();
      await ui.page.getByRole("link", { name: "carried-daily" }).waitFor();
      await ui.open("/work-pools/work-pool/worked/worker/nobody", "No such worker is known");
      expect(ui.errors).toEqual([]);
    });
  });

  describe("a concurrency limit", () => {
    test("is made for a tag with the keyboard alone", async () => {
      await ui.open("/concurrency-limits", "No concurrency limits yet");
      await ui.page.getByRole("button", { name: "New limit" }).first().focus();
      await ui.page.keyboard.press("Enter");
      await ui.page.getByLabel("It limits").selectOption("tag");
      await ui.page.getByLabel(/^Tag/).fill("gpu");
      await ui.page.getByLabel(/^Slots.*required/).fill("2");
      await ui.page.keyboard.press("Enter");
      await ui.row("gpu").getByText("0 of 2").waitFor();
      const limit = await ui.client.getTagLimitByTag({ params: { tag: "gpu" } });
      expect(limit.concurrency_limit).toBe(2);
      expect(ui.errors).toEqual([]);
    });

    test("shows how much of it is taken, and gives it free once that is confirmed", async () => {
      const body = { name: "held", limit: 4, active_slots: 3 };
      const { id } = await ui.client.createConcurrencyLimit({ body });
      await ui.open(`/concurrency-limits/concurrency-limit/${id}`, "3 of 4");
      await ui.page.getByRole("button", { name: "Free all slots" }).click();
      expect(await findViolations(ui.page)).toEqual([]);
      await ui.page.keyboard.press("Tab");
      await ui.page.getByRole("button", { name: "Free them" }).press("Enter");
      await ui.page.getByText("0 of 4").waitFor();
    });

    test("shows slots that are taken as they are, in the list and on its page", async () => {
      const { id } = await ui.client.createConcurrencyLimit({ body: { name: "taken-live", limit: 4 } });
      await ui.open("/concurrency-limits", "taken-live");
      const take = { names: ["taken-live"], slots: 1, lease_duration: 300 };
      await ui.page.getByText("Live", { exact: true }).waitFor();
      await ui.client.takeSlotsWithLease({ body: take });
      await ui.row("taken-live").getByText("1 of 4").waitFor();
      await ui.open(`/concurrency-limits/concurrency-limit/${id}`, "1 of 4");
      await ui.client.takeSlotsWithLease({ body: take });
      await ui.page.getByText("2 of 4").waitFor();
    });

    test("names who holds its slots and who waits for one, and takes a slot away", async () => {
      const { id: flow_id } = await ui.client.createFlow({ body: { name: "crowded" } });
      const { id, name } = await ui.client.createFlowRun({ body: { flow_id } });
      expect(name).toBeTruthy();
      await ui.client.setFlowRunState({ params: { id }, body: { state: { type: "RUNNING" } } });
      const limit = await ui.client.createConcurrencyLimit({ body: { name: "tag:narrow", limit: 1 } });
      const taskRun = async (key: string, isRun: boolean) => {
        const body = { flow_run_id: id, task_key: key, dynamic_key: key, name: key, tags: ["narrow"] };
        const made = await ui.client.createTaskRun({ body });
        const states = isRun ? (["PENDING", "RUNNING"] as const) : (["PENDING"] as const);
        for (const type of states)
          await ui.client.setTaskRunState({ params: { id: made.id }, body: { state: { type } } });
      };
      await taskRun("sits", true);
      await taskRun("stands", false);
      await ui.open(`/concurrency-limits/concurrency-limit/${limit.id}`, "1 of 1");
      const holders = ui.page.getByRole("list", { name: "Who holds its slots" });
      await holders.getByRole("link", { name: "sits" }).waitFor();
      await ui.page.getByRole("list", { name: "Who waits for one" }).getByText("stands").waitFor();
      expect(await findViolations(ui.page)).toEqual([]);
      await holders.getByRole("button", { name: "Free the slot of sits" }).click();
      await ui.page.getByText("0 of 1").waitFor();
      expect(ui.errors).toEqual([]);
    });

    test("is deleted once that is confirmed", async () => {
      await ui.client.createConcurrencyLimit({ body: { name: "doomed", limit: 1 } });
      await ui.open("/concurrency-limits", "doomed");
      await ui.page.getByRole("button", { name: "Actions for doomed" }).press("Enter");
      await ui.page.getByRole("menuitem", { name: "Delete" }).press("Enter");
      await ui.page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
      await ui.row("doomed").waitFor({ state: "detached" });
    });
  });

  const createSecret = async (name: string) => {
    const type = await ui.client.getBlockTypeBySlug({ params: { slug: "secret" } });
    const filter = { block_type_id: { any_: [type.id] } };
    const [schema] = await ui.client.listBlockSchemas({ body: { block_schemas: filter } });
    const body = {
      name,
      data: { value: "mellon" },
      block_type_id: type.id,
      block_schema_id: schema?.id ?? "",
    };
    return await ui.client.createBlockDocument({ body });
  };

  describe("a block", () => {
    test("is found in the catalogue and made with the keyboard alone", async () => {
      await ui.open("/blocks/catalog?q=smtp", "SMTP");
      await ui.page.getByRole("link", { name: /SMTP/ }).press("Enter");
      await ui.page.getByLabel(/^Block name/).fill("mail-of-ops");
      await ui.page.getByLabel(/^Mail server/).fill("smtp.example.com");
      await ui.page.keyboard.press("Control+Enter");
      await ui.page.waitForURL(/\/blocks\/block\//);
      await ui.page.getByText('"smtp.example.com"').waitFor();
      await ui.page.getByRole("heading", { name: "mail-of-ops" }).waitFor();
      expect(ui.errors).toEqual([]);
    });

    test("shows no secret, and keeps one that nobody changed", async () => {
      const { id } = await createSecret("door");
      await ui.open(`/blocks/block/${id}`, "********");
      expect(await ui.page.content()).not.toContain("mellon");
      await ui.page.getByRole("link", { name: "Edit" }).press("Enter");
      await ui.page.getByRole("button", { name: "Save" }).press("Enter");
      await ui.page.waitForURL(`${ui.reeve.url}/blocks/block/${id}`);
      const block = await ui.client.getBlockDocument({ params: { id }, query: { include_secrets: true } });
      expect(block.data).toEqual({ value: "mellon" });
    });

    test("says who uses it, and is found by its type and deleted with others", async () => {
      const { id } = await createSecret("shared");
      await createSecret("shared-2");
      const { id: flow_id } = await ui.client.createFlow({ body: { name: "opened" } });
      const job_variables = { env: { DOOR: "{{ prefect.blocks.secret.shared }}" } };
      await ui.client.createDeployment({
        body: { name: "opened-daily", flow_id, job_variables, concurrency_limit: 3 },
      });
      await ui.open(`/blocks/block/${id}`, "Used by");
      await ui.page.getByRole("list", { name: "Used by" }).getByText("opened-daily").waitFor();
      expect(await findViolations(ui.page)).toEqual([]);
      await ui.open("/concurrency-limits?q=opened", "opened-daily");
      await ui.open("/blocks?q=shared", "shared-2");
      const type = await ui.client.getBlockTypeBySlug({ params: { slug: "local-file-system" } });
      const ofType = { block_schemas: { block_type_id: { any_: [type.id] } } };
      const [schema] = await ui.client.listBlockSchemas({ body: ofType });
      const kinds = { block_type_id: type.id, block_schema_id: schema?.id ?? "" };
      const store = await ui.client.createBlockDocument({
        body: { name: "kept-results", data: { basepath: "/srv" }, ...kinds },
      });
      await ui.open("/blocks?q=shared", "shared-2");
      await ui.page.getByLabel("Results of flows that do not say where").selectOption(store.id);
      await expect
        .poll(async () => (await ui.client.getResultStorage({})).default_result_storage_block_id)
        .toBe(store.id);
      await ui.page.getByLabel("Type of the blocks").selectOption("Webhook");
      await ui.page.getByText("No block matches these filters").waitFor();
      await ui.page.getByLabel("Type of the blocks").selectOption("Secret");
      await ui.page.getByLabel("Select shared", { exact: true }).check();
      await ui.page.getByLabel("Select shared-2").check();
      await ui.page
        .getByRole("region", { name: "Selected rows" })
        .getByRole("button", { name: "Delete" })
        .click();
      await ui.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await ui.page.getByText("2 blocks deleted.").waitFor();
      expect(ui.errors).toEqual([]);
    });
  });

  test("a variable's value is written anew where it stands", async () => {
    await ui.client.createVariable({ body: { name: "batch_size", value: 5 } });
    await ui.open("/variables", "batch_size");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("button", { name: "change the value of batch_size" }).click();
    const value = ui.page.getByLabel("Value of batch_size");
    await value.fill("{");
    await ui.page.keyboard.press("Enter");
    await ui.page.getByText("This is no JSON").first().waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await value.fill('{"rows": 8}');
    await ui.page.keyboard.press("Enter");
    await ui.page.getByRole("button", { name: "change the value of batch_size" }).waitFor();
    const { value: kept } = await ui.client.getVariableByName({ params: { name: "batch_size" } });
    expect(kept).toEqual({ rows: 8 });
    expect(ui.errors).toEqual([]);
  });

  const examine = async (pages: readonly (readonly [path: string, awaited: string])[], opens?: string) => {
    for (const [path, awaited] of pages) {
      await ui.page.goto(ui.reeve.url + path);
      await ui.page.getByText(awaited).first().waitFor();
      expect(await findViolations(ui.page), path).toEqual([]);
    }
    if (opens) {
      await ui.page.getByRole("button", { name: opens }).click();
      expect(await findViolations(ui.page), opens).toEqual([]);
    }
    expect(ui.errors).toEqual([]);
  };

  describe("has no fault that axe finds in either theme", () => {
    test("on the pages of work pools", async () => {
      await createPool("examined");
      const pool = "/work-pools/work-pool/examined";
      const pages = [
        ["/work-pools", "examined"],
        ["/work-pools/create", "Working Directory"],
        [pool, "Start a worker"],
        [`${pool}/edit`, "Base job template"],
        [`${pool}/queue/default`, "Latest"],
        [`${pool}?tab=queues`, "New queue"],
      ] as const;
      await examine(pages, "New queue");
    });

    test("on the pages of concurrency limits", async () => {
      const limit = await ui.client.createConcurrencyLimit({ body: { name: "limit-examined", limit: 3 } });
      const page = `/concurrency-limits/concurrency-limit/${limit.id}`;
      await examine(
        [
          [page, "Slots taken"],
          ["/concurrency-limits", "limit-examined"],
        ],
        "New limit",
      );
    });

    test("on the pages of blocks", async () => {
      const block = await createSecret("block-examined");
      await examine([
        ["/blocks", "block-examined"],
        ["/blocks/catalog", "SMTP"],
        ["/blocks/catalog/webhook/create", "New Webhook"],
        [`/blocks/block/${block.id}`, "In Python"],
        [`/blocks/block/${block.id}/edit`, "Edit block-examined"],
      ]);
    });
  });
});
