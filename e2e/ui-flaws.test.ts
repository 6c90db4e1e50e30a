import { addSeconds, currentTimestamp, newId, type StateCreate } from "@reeve/protocol";
import { beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { type Address, makeEveryPage } from "./support/every-page.ts";
import { findViolations } from "./support/watched-page.ts";

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;
// What pages say of what is not there.
const EMPTY_WORDS =
  /\b(?:No [a-z ]+ (?:yet|matches|is like)|Nothing has|has not run|no such|0 (?:runs|events))\b/i;

/** What people complain of in other pages of this kind, and nothing else here holds. */
describeInBrowser("pages", (ui) => {
  let addresses: Address[];
  const of = (start: RegExp) => addresses.filter(({ path }) => start.test(path));

  beforeAll(async () => {
    addresses = await makeEveryPage(ui.client);
  });

  test("say nothing of what is there before the server has answered", async () => {
    const lists = of(
      /^\/(?:dashboard|runs(?:\?tab=task-runs)?|flows|deployments|schedule|work-pools|blocks|variables|automations|events|concurrency-limits|artifacts)$/,
    );
    const single = of(
      /^\/(?:flows\/flow|deployments\/deployment|runs\/flow-run|work-pools\/work-pool)\/[^/]+$/,
    );
    expect(lists.length + single.length).toBe(17);
    for (const { path, says } of [...lists, ...single]) {
      const answers = Promise.withResolvers<void>();
      await ui.page.route("**/api/**", async (route) => {
        await answers.promise;
        await route.continue();
      });
      await ui.page.goto(ui.reeve.url + path);
      // Grey bars of the size of what comes.
      await ui.page.locator("main .animate-pulse").first().waitFor();
      const shown = await ui.page.locator("main").textContent();
      expect(shown, path).not.toMatch(EMPTY_WORDS);
      if (says.includes("of-all")) expect(shown, path).not.toContain(says);
      answers.resolve();
      await ui.page.getByText(says).first().waitFor();
      await ui.page.unrouteAll();
    }
  });

  test("name the way to them in words, and no thing by its id", async () => {
    const named = of(/^\/(?:blocks\/block|automations\/automation|concurrency-limits\/|artifacts\/)/);
    expect(named.length).toBe(7);
    for (const { path } of named) {
      await ui.page.goto(ui.reeve.url + path);
      const way = ui.page.getByRole("navigation", { name: "Breadcrumbs" });
      await way.getByText("of-all").waitFor({ timeout: 5_000 });
      expect(await way.textContent(), path).not.toMatch(UUID);
    }
  });

  test("of a pool list what comes next, the soonest first, apart from what was", async () => {
    const flow = await ui.client.createFlow({ body: { name: "ordered" } });
    const pool = "pool-in-order";
    await ui.client.createWorkPool({ body: { name: pool, type: "process" } });
    const { id } = await ui.client.createDeployment({
      body: { name: "ordered", flow_id: flow.id, work_pool_name: pool },
    });
    const plan = (name: string, days: number) =>
      ui.client.createFlowRunOfDeployment({
        params: { id },
        body: {
          name,
          state: {
            type: "SCHEDULED",
            state_details: { scheduled_time: addSeconds(currentTimestamp(), days * 86_400) },
          },
        },
      });
    for (const [name, days] of [
      ["in-thirty-days", 30],
      ["tomorrow", 1],
      ["in-a-week", 7],
    ] as const)
      await plan(name, days);
    await ui.open(`/work-pools/work-pool/${pool}`, "tomorrow");
    const next = ui.page.getByRole("table", { name: "Next" }).getByRole("link");
    await expect.poll(() => next.allInnerTexts()).toEqual(["tomorrow", "in-a-week", "in-thirty-days"]);
  });

  test("of deployments say the rule of a schedule, that one is paused, and let a rule be changed", async () => {
    const flow = await ui.client.createFlow({ body: { name: "ruled" } });
    const make = (name: string, schedule: object, paused: boolean) =>
      ui.client.createDeployment({
        body: { name, flow_id: flow.id, paused, schedules: [{ schedule, active: true } as never] },
      });
    await make("held-back", { interval: 1800, timezone: "UTC" }, true);
    const { id } = await make("by-a-rule", { rrule: "FREQ=WEEKLY;BYDAY=MO", timezone: "UTC" }, false);
    await ui.open("/deployments", "held-back");
    const row = ui.row("held-back");
    await row.getByText("Every 30 minutes").waitFor();
    await row.getByText("Paused").waitFor();
    expect(await row.getByText(/^(?:Ready|Active)/).count()).toBe(0);
    await ui.open(`/deployments/deployment/${id}`, "by-a-rule");
    await ui.page.getByRole("button", { name: /^Change: Every week/ }).click();
    await ui.page.getByLabel("Rule", { exact: true }).fill("FREQ=WEEKLY;BYDAY=TU");
    await ui.page.getByRole("button", { name: "Save" }).click();
    await ui.page
      .getByText(/Every week on Tuesday/)
      .first()
      .waitFor();
  });

  const createTask = async (flow_run_id: string, name: string, ...states: StateCreate[]) => {
    const body = { flow_run_id, name, task_key: name, dynamic_key: newId() };
    const { id } = await ui.client.createTaskRun({ body });
    for (const state of states)
      await ui.client.setTaskRunState({ params: { id }, body: { state, force: true } });
    return id;
  };

  test("of a run tell a cached task from one that ran, and which made artifacts", async () => {
    const flow = await ui.client.createFlow({ body: { name: "caching" } });
    const run = await ui.client.createFlowRun({ body: { flow_id: flow.id, name: "keeps-results" } });
    const ran = await createTask(run.id, "computed", { type: "RUNNING" }, { type: "COMPLETED" });
    await createTask(run.id, "looked-up", { type: "COMPLETED", name: "Cached" });
    await ui.client.createArtifact({
      body: { key: "of-computed", type: "markdown", data: "x", flow_run_id: run.id, task_run_id: ran },
    });
    await ui.open(`/runs/flow-run/${run.id}`, "keeps-results");
    const rows = ui.page.getByRole("treegrid").getByRole("row");
    const cached = rows.filter({ hasText: "looked-up" });
    const computed = rows.filter({ hasText: "computed" });
    await cached.getByText(/^Cached/).waitFor({ state: "attached" });
    // The sign differs too: a ring in place of a disc.
    const shape = (row: typeof cached) => row.locator("svg").first().innerHTML();
    expect(await shape(cached)).not.toBe(await shape(computed));
    await computed.getByRole("img", { name: "It made an artifact" }).waitFor();
    expect(await cached.getByRole("img", { name: /artifact/ }).count()).toBe(0);
    await computed.click();
    await ui.page.getByRole("link", { name: "of-computed" }).last().waitFor();
  });

  test("of a run have their tools in sight on a phone, without scrolling sideways", async () => {
    const { path } = of(/^\/runs\/flow-run\/[^/?]+$/)[0]!;
    const page = await ui.browser.newPage({ viewport: { width: 390, height: 844 } });
    for (const [tab, first, last] of [
      ["", "Timeline", "Full screen"],
      ["?tab=log", "Search the log", "Download"],
    ] as const) {
      await page.goto(`${ui.reeve.url}${path}${tab}`);
      await page.getByLabel(first).first().waitFor();
      const { x = -1, width = 0 } = (await page.getByLabel(last).first().boundingBox()) ?? {};
      expect(x, last).toBeGreaterThanOrEqual(0);
      expect(x + width, last).toBeLessThanOrEqual(390);
    }
    await page.close();
  });

  test("of a task that ran alone let it be put into a state, and its log be narrowed and turned round", async () => {
    const id = newId();
    const body = { id, flow_run_id: null, task_key: "sweep", dynamic_key: "1", name: "swept-alone" };
    await ui.client.createTaskRun({ body });
    const at = currentTimestamp();
    await ui.client.createLogs({
      body: ["first", "second"].map((message, index) => ({
        name: "prefect.task_runs",
        level: 20 + index * 20,
        message,
        timestamp: addSeconds(at, index),
        task_run_id: id,
      })),
    });
    await ui.open(`/runs/task-run/${id}`, "second");
    const lines = ui.page.getByRole("region", { name: "Log" }).getByRole("listitem");
    expect(await lines.allInnerTexts()).toEqual([
      expect.stringContaining("first"),
      expect.stringContaining("second"),
    ]);
    await ui.page.getByLabel("Order of the log").selectOption("Newest first");
    expect(await lines.first().textContent()).toContain("second");
    await ui.page.getByLabel("Lines of the log").selectOption("Errors");
    expect(await lines.allInnerTexts()).toEqual([expect.stringContaining("second")]);
    await ui.page.getByRole("button", { name: "Actions for swept-alone" }).click();
    await ui.page.getByRole("menuitem", { name: "Change state…" }).click();
    await ui.page.getByLabel("New state").selectOption("Failed");
    await ui.page.getByRole("button", { name: "Change", exact: true }).click();
    await ui.page.getByRole("main").getByText("Failed").first().waitFor();
  });

  test("have no part that lies over another on a phone", async () => {
    const deployment =
      of(/^\/deployments\/deployment\/[^/]+$/)[0]
        ?.path.split("/")
        .at(-1) ?? "";
    const state = {
      type: "SCHEDULED",
      state_details: { scheduled_time: addSeconds(currentTimestamp(), 86_400) },
    } as const;
    for (let runs = 0; runs < 25; runs++)
      await ui.client.createFlowRunOfDeployment({ params: { id: deployment }, body: { state } });
    const page = await ui.browser.newPage({ viewport: { width: 390, height: 844 } });
    const beside = of(
      /^\/(?:flows\/flow|deployments\/deployment|work-pools\/work-pool)\/[^/]+(?:\/queue\/default|\/worker\/[^/]+)?$/,
    );
    expect(beside.length).toBe(5);
    for (const { path } of beside) {
      await page.goto(ui.reeve.url + path);
      await page.getByRole("table").first().waitFor();
      // What stands above ends before what stands below begins.
      const overlap = () =>
        page.evaluate(() => {
          const aside = document.querySelector("main aside");
          const above = [...(aside?.previousElementSibling?.querySelectorAll("tr") ?? [])];
          const end = Math.max(...above.map((row) => row.getBoundingClientRect().bottom));
          return end - (aside?.getBoundingClientRect().top ?? Number.NEGATIVE_INFINITY);
        });
      await expect.poll(overlap, { message: path }).toBeLessThanOrEqual(1);
    }
    await page.close();
  });

  test("of runs have columns that are chosen, kept in the address, and lead on", async () => {
    await ui.open("/runs", "run-of-all");
    expect(await ui.page.getByRole("columnheader", { name: "Deployment" }).count()).toBe(0);
    await ui.page.getByRole("button", { name: "Columns" }).click();
    await ui.page.getByRole("menuitemcheckbox", { name: "Deployment" }).click();
    await ui.page.keyboard.press("Escape");
    await ui.page.getByRole("columnheader", { name: "Deployment" }).waitFor();
    await expect.poll(() => new URL(ui.page.url()).searchParams.getAll("cols")).toEqual(["deployment"]);
    await ui.page.reload();
    await ui.row("run-of-all").getByRole("link", { name: "deployment-of-all" }).click();
    await ui.page.getByRole("heading", { name: "deployment-of-all" }).waitFor();
  });

  test("of a run show its log with the newest line first to who wants that, also the next time", async () => {
    const flow = await ui.client.createFlow({ body: { name: "telling" } });
    const { id } = await ui.client.createFlowRun({ body: { flow_id: flow.id, name: "tells-much" } });
    const at = currentTimestamp();
    await ui.client.createLogs({
      body: ["told first", "told in between", "told last"].map((message, index) => ({
        name: "prefect.flow_runs",
        level: 20,
        message,
        timestamp: addSeconds(at, index),
        flow_run_id: id,
      })),
    });
    await ui.open(`/runs/flow-run/${id}`, "told last");
    const lines = ui.page.getByRole("grid", { name: "Log lines" }).getByRole("row");
    await expect.poll(() => lines.first().textContent()).toContain("told first");
    await ui.page.getByRole("button", { name: "Newest first" }).click();
    await expect.poll(() => lines.first().textContent()).toContain("told last");
    await expect.poll(() => lines.last().textContent()).toContain("told first");
    await ui.page.reload();
    await expect.poll(() => lines.first().textContent()).toContain("told last");
  });

  test("of blocks say in their list what uses each", async () => {
    const [block] = await ui.client.listBlockDocuments({
      body: { block_documents: { name: { any_: ["block-of-all"] } } },
    });
    const flow = await ui.client.createFlow({ body: { name: "stored" } });
    await ui.client.createDeployment({
      body: { name: "keeps-its-code-there", flow_id: flow.id, storage_document_id: block?.id },
    });
    await ui.open("/blocks", "block-of-all");
    const row = ui.row("block-of-all");
    await row.getByText("Deployment").waitFor();
    await row.getByRole("link", { name: "keeps-its-code-there" }).waitFor();
  });

  test("in their other shapes have no fault that axe finds in either theme", async () => {
    for (const [path, says] of [
      ["/artifacts?as=rows", "artifact-of-all"],
      ["/runs?cols=log&cols=deployment&cols=pool&cols=queue&cols=parameters", "run-of-all"],
      [of(/^\/runs\/task-run\//).at(-1)?.path ?? "", "task-of-all"],
      ["/deployments?sort=CREATED_DESC", "deployment-of-all"],
    ] as const) {
      await ui.open(path, says);
      expect(await findViolations(ui.page), path).toEqual([]);
    }
    await ui.open("/automations", "automation-of-all");
    await ui.page.getByRole("button", { name: "Actions for automation-of-all" }).click();
    await ui.page.getByRole("menuitem", { name: "Copy ID" }).waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
  });
});
