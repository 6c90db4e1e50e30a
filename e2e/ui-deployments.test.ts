import { readFileSync } from "node:fs";
import type { StateCreate, StateType } from "@reeve/protocol";
import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

const PARAMETERS = {
  type: "object",
  properties: {
    month: { title: "month", type: "integer", minimum: 1, maximum: 12, position: 0 },
    color: { title: "color", enum: ["green", "yellow"], default: "green", position: 1 },
  },
  required: ["month"],
};

describeInBrowser("deployments", (ui) => {
  const deploy = async (name: string) => {
    const flow = await ui.client.createFlow({ body: { name: "taxi-etl" } });
    const schedules = [{ schedule: { cron: "0 6 * * *", timezone: "Europe/Berlin" }, active: true }];
    const body = { name, flow_id: flow.id, schedules, parameter_openapi_schema: PARAMETERS };
    return await ui.client.createDeployment({ body });
  };
  const runsOf = (id: string) =>
    ui.client.listFlowRuns({
      body: { deployments: { id: { any_: [id] } }, flow_runs: { state: { type: { any_: ["SCHEDULED"] } } } },
    });

  test("are listed with their schedules in words, each as soon as it is made", async () => {
    await ui.open("/deployments", "No deployments");
    await deploy("daily");
    const row = ui.page.getByRole("row").filter({ hasText: "daily" });
    await row.getByText("At 06:00, Europe/Berlin").waitFor();
    await row.getByText("taxi-etl").waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("are run by somebody who has only the form and a keyboard", async () => {
    const { id } = await deploy("by-form");
    await ui.open(`/deployments/deployment/${id}/run`, "Run by-form");
    const month = ui.page.getByRole("textbox", { name: /^month/ });
    await month.fill("13");
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.getByText("Some parameters do not fit; they are marked.").waitFor();
    await expect.poll(() => month.evaluate((field) => field === document.activeElement)).toBe(true);
    await month.fill("4");
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.waitForURL(/\/runs\/flow-run\//);
    const runId = new URL(ui.page.url()).pathname.split("/").at(-1) ?? "";
    const run = await ui.client.getFlowRun({ params: { id: runId } });
    expect(run).toMatchObject({ deployment_id: id, parameters: { month: 4 } });
  });

  test("keep what is typed into their form while the server cannot be asked", async () => {
    const { id } = await deploy("half-typed");
    await ui.open(`/deployments/deployment/${id}/run`, "Run half-typed");
    const month = ui.page.getByRole("textbox", { name: /^month/ });
    await month.fill("7");
    await ui.page.route(`**/api/deployments/${id}`, (route) => route.abort());
    // The page asks again for what has changed. That it has asked twice shows that it went on after it failed once.
    for (const description of ["one", "two"]) {
      const failed = ui.page.waitForEvent("requestfailed");
      await ui.client.updateDeployment({ params: { id }, body: { description } });
      await failed;
    }
    expect(await month.inputValue()).toBe("7");
    await ui.page.unroute(`**/api/deployments/${id}`);
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.waitForURL(/\/runs\/flow-run\//);
  });

  test("are pinned, and then stand first in their list, on the first page and in the search", async () => {
    const [first, last] = [await deploy("aa-first"), await deploy("zz-pinned")];
    await ui.open(`/deployments/deployment/${last.id}`, "zz-pinned");
    const pin = ui.page.getByRole("button", { name: "Pin zz-pinned" });
    await pin.click();
    expect(await pin.getAttribute("aria-pressed")).toBe("true");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.open("/deployments", "aa-first");
    await expect.poll(() => ui.page.getByRole("row").nth(1).textContent()).toContain("zz-pinned");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.keyboard.press("Control+k");
    await ui.page
      .getByRole("group", { name: "Pinned" })
      .getByRole("option", { name: "Run zz-pinned" })
      .waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.keyboard.press("Escape");
    await ui.client.createFlowRun({ body: { flow_id: first.flow_id, state: { type: "COMPLETED" } } });
    await ui.open("/dashboard", "What went wrong");
    const line = ui.page.getByRole("navigation", { name: "Pinned deployments" });
    await line.getByText("taxi-etl").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await line.getByRole("link", { name: "Run zz-pinned" }).click();
    await ui.page.waitForURL(`${ui.reeve.url}/deployments/deployment/${last.id}/run`);
    // One that is no more is no longer pinned, once somebody has looked for it.
    await ui.client.deleteDeployment({ params: { id: last.id } });
    await ui.open(`/deployments/deployment/${last.id}`, "The deployment could not be read");
    await ui.open("/dashboard", "What went wrong");
    await line.waitFor({ state: "detached" });
  });

  test("are found, run and left for their run by keys alone", async () => {
    const { id } = await deploy("by-keys");
    await ui.open("/variables", "Variables");
    await ui.page.keyboard.press("Control+k");
    await ui.page.getByRole("combobox").waitFor();
    await ui.page.keyboard.type("by-keys");
    await ui.page.getByRole("option", { name: "Run by-keys" }).waitFor();
    await ui.page.keyboard.press("ArrowDown");
    await ui.page.keyboard.press("Enter");
    await ui.page.getByText("Run by-keys").first().waitFor();
    await ui.page.getByRole("textbox", { name: /^month/ }).focus();
    await ui.page.keyboard.type("7");
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.waitForURL(/\/runs\/flow-run\//);
    expect(await runsOf(id)).toEqual(
      expect.arrayContaining([expect.objectContaining({ parameters: { month: 7 } })]),
    );
    await ui.page.getByRole("button", { name: "Cancel" }).waitFor();
    await ui.page.keyboard.press("Control+k");
    await ui.page.getByRole("combobox").waitFor();
    await ui.page.keyboard.type("cancel the run");
    await ui.page.keyboard.press("Enter");
    const question = ui.page.getByRole("dialog", { name: /^Cancel / });
    await question.waitFor();
    await ui.page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    // A page that is busy between two keys takes them for what was pressed in a row.
    await ui.page.evaluate((busyMs) => {
      const beBusy = () => {
        const end = performance.now() + busyMs;
        while (performance.now() < end);
      };
      addEventListener("keydown", beBusy, { once: true });
    }, 1_200);
    await Promise.all([ui.page.keyboard.press("g"), ui.page.keyboard.press("s")]);
    await ui.page.waitForURL(/\/schedule$/);
    expect(ui.errors).toEqual([]);
  });

  test("stop planning runs when their schedules are switched off, and plan them again when on", async () => {
    const { id } = await deploy("switched");
    await ui.open(`/deployments/deployment/${id}`, "Schedules on");
    await ui.page.getByRole("switch", { name: /schedules on/i }).click();
    const isPaused = async () => (await ui.client.getDeployment({ params: { id } })).paused;
    // The page says so, too, of a deployment whose first runs are yet to be planned.
    await expect.poll(isPaused).toBe(true);
    await ui.page.getByText("No run is planned.").waitFor();
    expect(await runsOf(id)).toEqual([]);
    await ui.page.getByRole("switch", { name: /schedules on/i, checked: false }).click();
    await expect.poll(isPaused).toBe(false);
  });

  const runOf = async (deploymentId: string, ...states: StateCreate[]) => {
    const params = { id: deploymentId };
    const run = await ui.client.createFlowRunOfDeployment({ params, body: { parameters: { month: 3 } } });
    for (const state of states) {
      await ui.client.setFlowRunState({ params: { id: run.id }, body: { state, force: true } });
    }
    return run;
  };
  const stateOf = async ({ id }: { id: string }) =>
    (await ui.client.getFlowRun({ params: { id } })).state_name;
  const button = (name: string | RegExp) => ui.page.getByRole("button", { name });

  test("have failed runs that are retried by one who is told what of them is kept", async () => {
    const { id } = await deploy("retried");
    const run = await runOf(id, { type: "RUNNING" });
    const taskRun = async (name: string, data: object | null, type: StateType) => {
      const made = await ui.client.createTaskRun({
        body: { flow_run_id: run.id, task_key: name, dynamic_key: name, name: `${name}-0` },
      });
      await ui.client.setTaskRunState({
        params: { id: made.id },
        body: { state: { type, data: data as never }, force: true },
      });
    };
    await taskRun("load", { storage_key: "a", serializer: { type: "json" } }, "COMPLETED");
    await taskRun("train", null, "FAILED");
    await ui.client.setFlowRunState({
      params: { id: run.id },
      body: { state: { type: "FAILED", message: "no rides" }, force: true },
    });
    await ui.open(`/runs/flow-run/${run.id}`, "no rides");
    await button("Retry").click();
    const dialog = ui.page.getByRole("dialog");
    await dialog.getByText("1 task run with a stored result is kept, 1 task run runs again.").waitFor();
    await dialog.getByRole("listitem").filter({ hasText: "train" }).getByText("1 again").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await dialog.getByRole("button", { name: "Retry from what is missing" }).click();
    await ui.page.getByText("Awaiting retry").first().waitFor();
    expect(await stateOf(run)).toBe("AwaitingRetry");
    expect(ui.errors).toEqual([]);
  });

  test("have runs whose tries, log, dependencies and events are looked at one by one", async () => {
    const { id } = await deploy("looked-at");
    const run = await runOf(id, { type: "RUNNING" });
    const log = (message: string, level = 20) =>
      ui.client.createLogs({
        body: [{ name: "flow", level, message, timestamp: new Date().toISOString(), flow_run_id: run.id }],
      });
    const taskRun = async (name: string, parents: string[]) => {
      const made = await ui.client.createTaskRun({
        body: {
          flow_run_id: run.id,
          task_key: name,
          dynamic_key: name,
          name,
          task_inputs: { on: parents.map((parent) => ({ input_type: "task_run" as const, id: parent })) },
        },
      });
      for (const type of ["RUNNING", "COMPLETED"] as const)
        await ui.client.setTaskRunState({ params: { id: made.id }, body: { state: { type }, force: true } });
      return made.id;
    };
    const set = (state: StateCreate) =>
      ui.client.setFlowRunState({ params: { id: run.id }, body: { state, force: true } });
    await log("row 12 of the first try");
    await taskRun("score-all", [await taskRun("load-all", [])]);
    await set({ type: "FAILED", message: "no" });
    await set({ type: "SCHEDULED", name: "AwaitingRetry" });
    await set({ type: "RUNNING" });
    await log("row 7 of the second try");
    await set({ type: "CRASHED", message: "Process exited with status code 137" });
    await ui.open(`/runs/flow-run/${run.id}`, "it took more memory than it may");
    const lines = ui.page.getByRole("region", { name: "Log" });
    await lines.getByText("of the second try").waitFor();
    await button("All attempts").click();
    await ui.page.getByRole("menuitemcheckbox", { name: "Attempt 1" }).click();
    await lines.getByText("of the second try").waitFor({ state: "detached" });
    await lines.getByText("of the first try").waitFor();
    await button("Attempt 1 of 2").click();
    await ui.page.getByRole("menuitemcheckbox", { name: "All attempts" }).click();
    await ui.page.getByLabel("Search the log").fill("/row \\d of/");
    await lines.getByText("of the first try").waitFor({ state: "detached" });
    await lines.locator("mark").getByText("row 7 of").waitFor();
    await button("Download").click();
    const [file] = await Promise.all([
      ui.page.waitForEvent("download"),
      ui.page.getByRole("menuitem", { name: "The whole log as CSV" }).click(),
    ]);
    expect(readFileSync(await file.path(), "utf8")).toContain("row 12 of the first try");
    await button("Critical path").click();
    await ui.page.getByText("2 on the critical path").waitFor();
    await ui.page.getByRole("treegrid").focus();
    await ui.page.keyboard.press("f");
    await ui.page.getByRole("tab", { name: "Events" }).waitFor({ state: "detached" });
    await ui.page.getByText("2 on the critical path").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.keyboard.press("Escape");
    await ui.page.getByRole("tab", { name: "Events" }).click();
    await ui.page.getByRole("list", { name: "Events" }).getByText("crashed").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("tab", { name: "Parameters" }).click();
    await ui.page
      .getByRole("table", { name: "Other than in the deployment" })
      .getByRole("row")
      .filter({ hasText: "month" })
      .getByText("not set")
      .waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    expect(ui.errors).toEqual([]);
  });

  test("have planned runs that are moved, begun at once, and put into a state by hand", async () => {
    const { id } = await deploy("planned");
    const scheduled_time = new Date(Date.now() + 3_600_000).toISOString();
    const run = await runOf(id, { type: "SCHEDULED", state_details: { scheduled_time } });
    await ui.open(`/runs/flow-run/${run.id}`, "Scheduled for");
    await button("Reschedule").click();
    await ui.page.getByLabel("It begins at").fill("2049-03-04T05:06:07");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("dialog").getByRole("button", { name: "Reschedule" }).click();
    await ui.page
      .getByText(/4 Mar 2049/)
      .first()
      .waitFor();
    await button("Run now").click();
    const due = async () =>
      (await ui.client.getFlowRun({ params: { id: run.id } })).next_scheduled_start_time;
    await expect.poll(async () => Date.parse((await due()) ?? "")).toBeLessThan(Date.now() + 60_000);
    await button("More").click();
    await ui.page.getByRole("menuitem", { name: "Change state…" }).click();
    await ui.page.getByLabel("New state").selectOption("Crashed");
    await ui.page.getByLabel("Message").fill("lost its machine");
    expect(await findViolations(ui.page)).toEqual([]);
    await button("Change").click();
    await ui.page.getByText("lost its machine").first().waitFor();
    expect(await stateOf(run)).toBe("Crashed");
    await ui.page.getByRole("link", { name: "planned" }).first().click();
    await ui.page.waitForURL(`**/deployments/deployment/${id}`);
    expect(ui.errors).toEqual([]);
  });

  test("have runs that ask, and go on with what is answered in a form", async () => {
    const { id } = await deploy("asking");
    const run = await runOf(id, { type: "RUNNING" });
    const input = (key: string, value: unknown) =>
      ui.client.createFlowRunInput({ params: { id: run.id }, body: { key, value: JSON.stringify(value) } });
    await input("ask-schema", {
      type: "object",
      title: "Answer",
      properties: { rounds: { title: "rounds", type: "integer", maximum: 9 } },
      required: ["rounds"],
    });
    await input("ask-description", "How **often** shall it try?");
    const run_input_keyset = {
      schema: "ask-schema",
      description: "ask-description",
      response: "ask-response",
    };
    await ui.client.setFlowRunState({
      params: { id: run.id },
      body: { state: { type: "PAUSED", state_details: { run_input_keyset } } },
    });
    await ui.open(`/runs/flow-run/${run.id}`, "Paused");
    await button("Answer").click();
    await ui.page.getByText("often").waitFor();
    const rounds = ui.page.getByLabel("rounds");
    await rounds.fill("12");
    await button("Answer and resume").click();
    await ui.page.getByText("Some answers do not fit; they are marked.").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await rounds.fill("3");
    await button("Answer and resume").click();
    await expect.poll(() => stateOf(run)).toBe("Running");
    const answer = await ui.client.getFlowRunInput({ params: { id: run.id, key: "ask-response" } });
    expect(JSON.parse(answer)).toEqual({ rounds: 3 });
    await button("Pause").waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("are run again with what a run had, a variable in one place, and options", async () => {
    await ui.client.createVariable({ body: { name: "best_colour", value: "yellow" } });
    const { id } = await deploy("repeated");
    const run = await runOf(id, { type: "COMPLETED" });
    await ui.open(`/runs/flow-run/${run.id}`, "Completed");
    await ui.page.getByRole("link", { name: "Run again…" }).click();
    await ui.page.getByText(`with what ${run.name} had`).waitFor();
    const month = ui.page.getByRole("textbox", { name: /^month/ });
    expect(await month.inputValue()).toBe("3");
    await button("Fill in from a run").click();
    await ui.page.getByRole("menuitem", { name: "What the deployment has" }).click();
    expect(await month.inputValue()).toBe("");
    await button("Fill in from a run").click();
    await ui.page.getByRole("menuitem", { name: "month = 3" }).click();
    await button("Fill in color with").click();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("menuitemcheckbox", { name: "A variable" }).click();
    await ui.page.getByRole("combobox", { name: "color" }).selectOption({ label: 'best_colour = "yellow"' });
    await ui.page.getByText("Name, tags, time, retries and where it runs").click();
    await ui.page.getByLabel("Retries").fill("2");
    await ui.page.getByLabel("Job variables").fill('{"image": "small"}');
    await ui.page.getByLabel("Message").fill("once more");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.waitForURL(/\/runs\/flow-run\//);
    const [made] = await runsOf(id).then((runs) =>
      runs.filter(({ state }) => state?.message === "once more"),
    );
    expect(made).toMatchObject({
      parameters: { month: 3, color: "yellow" },
      job_variables: { image: "small" },
      empirical_policy: { retries: 2 },
    });
    expect(ui.errors).toEqual([]);
  });

  test("are changed, copied with their schedules off, run at once, and deleted many at a time", async () => {
    const { id } = await deploy("changed");
    await ui.client.updateDeployment({ params: { id }, body: { parameters: { month: 5 } } });
    await ui.open(`/deployments/deployment/${id}`, "Schedules on");
    await button("More").click();
    await ui.page.getByRole("menuitem", { name: "Edit" }).click();
    await ui.page.getByLabel("Description").fill("**Rides** of a month");
    await ui.page.getByLabel("Runs at once").fill("2");
    await ui.page.getByLabel("A run that finds none free").selectOption("is cancelled");
    await ui.page.getByRole("textbox", { name: /^month/ }).fill("6");
    await ui.page.getByLabel("Job variables").fill("[1]");
    await button("Save").click();
    await ui.page.getByText("Job variables are an object, in braces.").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByLabel("Job variables").fill('{"image": "etl"}');
    await button("Save").click();
    await ui.page.getByText("0 of 2, others are cancelled").waitFor();
    expect(await ui.client.getDeployment({ params: { id } })).toMatchObject({
      description: "**Rides** of a month",
      parameters: { month: 6 },
      job_variables: { image: "etl" },
    });
    await ui.page.getByRole("tab", { name: "Configuration" }).click();
    await ui.page.getByText("collision_strategy: CANCEL_NEW").waitFor();
    await ui.page.getByRole("tab", { name: "History" }).click();
    const newest = ui.page.getByRole("list", { name: "History" }).getByRole("listitem").first();
    await newest.getByText('parameters: {"month":5} → {"month":6}').waitFor();
    await newest.getByText("in the web UI").waitFor();
    await ui.page.getByRole("switch", { name: /^At 06:00/ }).click();
    await newest.getByText("Schedule switched off: At 06:00, Europe/Berlin").waitFor();
    await ui.page.getByRole("switch", { name: /^At 06:00/, checked: false }).click();
    await newest.getByText("Schedule switched on: At 06:00, Europe/Berlin").waitFor();
    expect(new URL(ui.page.url()).search).toBe("?tab=history");
    expect(await findViolations(ui.page)).toEqual([]);
    await button("Quick run").click();
    await ui.page.waitForURL(/\/runs\/flow-run\//);

    await ui.open(`/deployments/deployment/${id}/duplicate`, "Duplicate changed");
    await ui.page.getByLabel(/^Name/).fill("changed-too");
    await button("Create").click();
    await ui.page.getByText("Made the copy; its schedules are off.").waitFor();
    await ui.page.getByRole("switch", { name: /^At 06:00/, checked: false }).waitFor();

    await ui.open("/deployments?q=changed", "changed-too");
    for (const name of ["changed", "changed-too"]) {
      await ui.page.getByLabel(`Select ${name}`, { exact: true }).check();
    }
    await ui.page.getByText("2 selected").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page
      .getByRole("region", { name: "Selected rows" })
      .getByRole("button", { name: "Delete" })
      .click();
    await ui.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await ui.page.getByText('No deployment or flow has "changed" in its name').waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("have schedules that are written with their next times in sight", async () => {
    const { id } = await deploy("timed");
    await ui.open(`/deployments/deployment/${id}`, "Schedules on");
    await button(/^Change: At 06:00/).click();
    const dialog = ui.page.getByRole("dialog");
    const times = dialog.getByRole("table", { name: "Next times" });
    await expect.poll(() => times.getByRole("row").count()).toBe(11);
    await ui.page.getByLabel("Cron expression").fill("0 6 31 2 *");
    await ui.page.getByText("It is never due in the next ten years.").waitFor();
    await ui.page.getByLabel("When it runs").selectOption({ label: "By a recurrence rule (RRULE)" });
    await ui.page.getByLabel("Rule").fill("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;BYHOUR=18;BYMINUTE=30");
    await times.getByText("24 Dec").first().waitFor();
    await ui.page.getByText("Name and parameters of its runs").click();
    await ui.page.getByLabel("Slug").fill("christmas");
    await ui.page.getByLabel("Parameters").fill('{"month": 12}');
    expect(await findViolations(ui.page)).toEqual([]);
    await button("Save").click();
    await ui.page.getByText("christmas").waitFor();
    const { schedules } = await ui.client.getDeployment({ params: { id } });
    expect(schedules).toMatchObject([
      { slug: "christmas", active: true, parameters: { month: 12 }, schedule: { timezone: "Europe/Berlin" } },
    ]);
    expect(ui.errors).toEqual([]);
  });

  test("have no fault that axe finds in either theme", async () => {
    const { id } = await deploy("examined");
    const { page } = ui;
    for (const [path, awaited] of [
      ["/deployments", "examined"],
      [`/deployments/deployment/${id}`, "Details"],
      [`/deployments/deployment/${id}/run`, "Run examined"],
      [`/deployments/deployment/${id}/edit`, "Edit examined"],
    ] as const) {
      await page.goto(ui.reeve.url + path);
      await page.getByText(awaited).first().waitFor();
      expect(await findViolations(page)).toEqual([]);
    }
  });
});
