import { addSeconds, currentTimestamp, newId, type StateCreate } from "@reeve/protocol";
import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { TRAINING_DEFAULTS, TRAINING_SCHEMA } from "./support/nightly-model-training.ts";

const RUNNING = { type: "RUNNING" } as const;

describeInBrowser("the page of a run", (ui) => {
  const createRun = async (name: string, ...states: StateCreate[]) => {
    const flow = await ui.client.createFlow({ body: { name: "accepted" } });
    const { id } = await ui.client.createFlowRun({ body: { flow_id: flow.id, name } });
    for (const state of states)
      await ui.client.setFlowRunState({ params: { id }, body: { state, force: true } });
    return id;
  };
  const header = () => ui.page.locator("main header").first();

  test("says when a scheduled run will begin: date, zone, and how long until then", async () => {
    const due = addSeconds(currentTimestamp(), 3 * 3600 - 30);
    const id = await createRun("planned", { type: "SCHEDULED", state_details: { scheduled_time: due } });
    await ui.open(`/runs/flow-run/${id}`, "planned");
    const zone = await ui.page.evaluate(() => {
      const parts = new Intl.DateTimeFormat("en", { timeZoneName: "short" }).formatToParts();
      return parts.find(({ type }) => type === "timeZoneName")?.value;
    });
    await header()
      .getByText(new RegExp(`\\d\\d? \\w{3} \\d{4}, \\d\\d:\\d\\d:\\d\\d ${zone} · in 2h 5\\dm`))
      .waitFor();
  });

  test("says in its header why a run has failed", async () => {
    const message = "Flow run encountered an exception: ValueError: column 'price' has 12 empty values";
    const id = await createRun("failing", RUNNING, { type: "FAILED", message });
    await ui.open(`/runs/flow-run/${id}`, "failing");
    await header().getByText("column 'price' has 12 empty values").waitFor();
  });

  test("shows with one click what a paused run asks for", async () => {
    const id = await createRun("asking", RUNNING, { type: "PAUSED", message: "Which model?" });
    await ui.open(`/runs/flow-run/${id}`, "asking");
    await header().getByText("Which model?").waitFor();
    await ui.page
      .getByRole("button", { name: /Answer|Resume/ })
      .first()
      .click();
    await ui.page.getByRole("dialog").waitFor();
  });

  const startTasks = (flow_run_id: string) =>
    Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const task = await ui.client.createTaskRun({
          body: { flow_run_id, name: `step-${index}`, task_key: "step", dynamic_key: newId() },
        });
        await ui.client.setTaskRunState({ params: { id: task.id }, body: { state: RUNNING } });
        return task.id;
      }),
    );
  /** Ends task runs in turn, each once the page shows the one before; answers what it asked for, and its best delay in ms. */
  const endInTurn = async (ids: readonly string[], isShown: (index: number) => Promise<unknown>) => {
    const delays: number[] = [];
    const asked: string[] = [];
    for (const [index, id] of ids.entries()) {
      // What changes while the page is still reading is read once more, when the server has had time to rest.
      if (index === 2) {
        await ui.page.waitForFunction((quietMs) => {
          const ends = performance
            .getEntriesByType("resource")
            .map((entry) => entry.startTime + entry.duration);
          return performance.now() - Math.max(...ends) > quietMs;
        }, 1_500);
        ui.page.on("request", (request) => asked.push(request.url()));
      }
      await ui.client.setTaskRunState({ params: { id }, body: { state: { type: "COMPLETED" } } });
      const committed = performance.now();
      await isShown(index);
      delays.push(performance.now() - committed);
    }
    // The best of several: a busy machine makes single ones late, a page that asks every so often all of them.
    return { best: Math.min(...delays), asked };
  };

  test("turns a task's bar within half a second of its end, and asks for nothing", async () => {
    const id = await createRun("watched", RUNNING);
    const tasks = await startTasks(id);
    await ui.open(`/runs/flow-run/${id}`, "watched");
    await ui.page.getByText("Live", { exact: true }).waitFor();
    const row = (index: number) =>
      ui.page
        .getByRole("treegrid")
        .getByRole("row")
        .filter({ hasText: `step-${index}` });
    await row(5)
      .getByText(/Running/)
      .waitFor({ state: "attached" });
    const { best, asked } = await endInTurn(tasks, (index) =>
      row(index)
        .getByText(/Completed/)
        .waitFor({ state: "attached" }),
    );
    expect(best).toBeLessThan(500);
    expect(asked).toEqual([]);
  });

  test("stands in the list of runs, which counts a task within half a second of its end and asks for nothing", async () => {
    const tasks = await startTasks(await createRun("counted", RUNNING));
    await ui.open("/runs", "counted");
    await ui.page.getByText("Live", { exact: true }).waitFor();
    const { best, asked } = await endInTurn(tasks, (index) =>
      ui
        .row("counted")
        .getByText(`${index + 1}/6`)
        .waitFor(),
    );
    expect(best).toBeLessThan(500);
    expect(asked).toEqual([]);
  });

  test("leads from a form of twelve parameters to a run that was given exactly them", async () => {
    const flow = await ui.client.createFlow({ body: { name: "nightly-model-training" } });
    const { id } = await ui.client.createDeployment({
      body: { name: "nightly", flow_id: flow.id, parameter_openapi_schema: TRAINING_SCHEMA },
    });
    await ui.open(`/deployments/deployment/${id}/run`, "Run nightly");
    await ui.page.getByLabel(/^dataset/).fill("rides-2026");
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.waitForURL(/\/runs\/flow-run\//);
    const runId = ui.page.url().split("/").at(-1) ?? "";
    const { parameters } = await ui.client.getFlowRun({ params: { id: runId } });
    expect({ ...TRAINING_DEFAULTS, ...parameters }).toEqual({ ...TRAINING_DEFAULTS, dataset: "rides-2026" });

    await ui.open(`/deployments/deployment/${id}/run`, "Run nightly");
    await ui.page.getByLabel(/^dataset/).fill("rides-2027");
    await ui.page.getByRole("radio", { name: "boosted" }).click();
    await ui.page
      .getByLabel(/^start_date/)
      .first()
      .fill("2026-03-01");
    await ui.page
      .getByLabel(/^epochs/)
      .first()
      .fill("25");
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.waitForURL(
      (url) => /\/runs\/flow-run\//.test(url.pathname) && !url.pathname.endsWith(runId),
    );
    const second = ui.page.url().split("/").at(-1) ?? "";
    const changed = await ui.client.getFlowRun({ params: { id: second } });
    expect({ ...TRAINING_DEFAULTS, ...changed.parameters }).toEqual({
      ...TRAINING_DEFAULTS,
      dataset: "rides-2027",
      model: "boosted",
      start_date: "2026-03-01",
      epochs: 25,
    });
    expect(ui.errors).toEqual([]);
  });
});
