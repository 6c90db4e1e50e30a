import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

// The form names the actions that there are as well.
const PAGE_OF_ONE = /\/automations\/automation\/[\w-]+$/;

describeInBrowser("automations", (ui) => {
  const fail = async (flow: string) => {
    const { id: flow_id } = await ui.client.createFlow({ body: { name: flow } });
    const run = await ui.client.createFlowRun({ body: { flow_id } });
    await ui.client.setFlowRunState({
      params: { id: run.id },
      body: { state: { type: "FAILED", message: "no" }, force: true },
    });
    return run;
  };
  const createDeployment = async (flow: string, name: string) => {
    const { id: flow_id } = await ui.client.createFlow({ body: { name: flow } });
    return await ui.client.createDeployment({ body: { name, flow_id } });
  };

  test("are made with a form, fire, say what they did and why they could not, and are turned off", async () => {
    const { id: deploymentId } = await createDeployment("clean-up", "after-failure");
    await ui.open("/automations", "No automations yet");
    await ui.page.getByRole("link", { name: "New automation" }).first().click();
    await ui.page.getByRole("button", { name: "Create" }).click();
    await ui.page.getByText("Give it a name.").waitFor();
    await ui.page.getByLabel(/^Name/).fill("Clean up");
    await ui.page.getByLabel("Of the flows").fill("load");
    await ui.page.getByLabel("Of the flows").press("Enter");
    await ui.page.getByLabel("It will").selectOption("run the deployment");
    await ui.page.getByLabel("Deployment").selectOption("after-failure");
    await ui.page.getByRole("button", { name: "Create" }).click();
    await ui.page.getByText("a flow run of load enters Failed or Crashed").waitFor();
    await ui.page.getByText("run the deployment after-failure").waitFor();
    await ui.page.getByText("It has not fired yet.").waitFor();

    const failed = await fail("load");
    await ui.page.getByText("did an action").waitFor();
    await ui.page.getByRole("link", { name: failed.name }).waitFor();
    const made = await ui.client.listFlowRuns({ body: { deployments: { id: { any_: [deploymentId] } } } });
    expect(made).toHaveLength(1);
    await ui.client.deleteDeployment({ params: { id: deploymentId } });
    await fail("load");
    await ui.page.getByText("failed to act").waitFor();
    await ui.page.getByText(deploymentId).first().waitFor();

    await ui.page.getByRole("switch", { name: "Let Clean up act" }).click();
    await ui.page.getByText("Off", { exact: true }).waitFor();
    const [automation] = await ui.client.listAutomations({ body: {} });
    expect(automation).toMatchObject({ name: "Clean up", enabled: false });
    await ui.page.getByRole("button", { name: "Delete" }).click();
    await ui.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await ui.page.getByText("No automations yet").waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("begin from an event, and are changed with the form or as JSON", async () => {
    await fail("read-prices");
    await ui.open("/events?q=read-prices", "read-prices");
    await ui.row("failed").getByRole("link", { name: "Flow run failed" }).click();
    await ui.page.getByRole("link", { name: "React to this" }).click();
    await ui.page.getByRole("button", { name: "Remove read-prices" }).waitFor();
    await ui.page.getByLabel(/^Name/).fill("Stop it");
    await ui.page.getByLabel("It will").selectOption("cancel the flow run");
    await ui.page.getByRole("button", { name: "Create" }).click();
    await ui.page.getByText("a flow run of read-prices enters Failed").waitFor();
    await ui.page.getByRole("link", { name: "Edit" }).click();
    await ui.page.getByLabel("So many times").fill("3");
    await ui.page.getByLabel("Within minutes").fill("60");
    await ui.page.keyboard.press("Control+Enter");
    await ui.page.getByText("a flow run of read-prices enters Failed, 3 times within 1 h").waitFor();
    await ui.page.getByRole("link", { name: "Edit" }).click();
    await ui.page.getByText("The same as JSON").click();
    await ui.page.getByRole("button", { name: "Write it as JSON" }).click();
    const json = ui.page.getByLabel("Trigger and actions");
    await json.fill((await json.inputValue()).replace('"cancel-flow-run"', '"suspend-flow-run"'));
    await ui.page.getByRole("button", { name: "Save" }).click();
    await ui.page.waitForURL(PAGE_OF_ONE);
    await ui.page.getByText("suspend the flow run", { exact: true }).waitFor();
    await ui.page.getByRole("link", { name: "Edit" }).click();
    await ui.page.getByText("Only when it begins, or once it is over").click();
    await ui.page.getByRole("button", { name: "Do something once it is over" }).click();
    const ending = ui.page.getByRole("region", { name: "Once it is over" });
    await ending.getByLabel("It will").selectOption("resume the flow run");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("button", { name: "Save" }).click();
    await ui.page.waitForURL(PAGE_OF_ONE);
    await ui.page.getByText("resume the flow run", { exact: true }).waitFor();
    const [automation] = await ui.client.listAutomations({ body: {} });
    expect(automation).toMatchObject({
      trigger: { threshold: 3, within: 3600, expect: ["prefect.flow-run.Failed"] },
      actions: [{ type: "suspend-flow-run" }],
      actions_on_resolve: [{ type: "resume-flow-run" }],
    });
    expect(ui.errors).toEqual([]);
  });

  test("wait for several events or a figure, and say what they would have done in the last day", async () => {
    const { id: deploymentId } = await createDeployment("report", "weekly-report");
    await ui.open("/automations/create", "Begin with");
    await ui.page.getByLabel(/^Name/).fill("Report when both are loaded");
    await ui.page.getByRole("button", { name: "Several events" }).click();
    await ui.page.getByLabel("It acts when").selectOption("these happened one after the other");
    for (const [at, flow] of ["load-rides", "load-zones"].entries()) {
      const part = ui.page.getByRole("listitem", { name: `Event ${at + 1}` });
      await part.getByLabel("Of the flows").fill(flow);
      await part.getByLabel("Of the flows").press("Enter");
      await part.getByLabel("completed").uncheck();
      await part.getByLabel("failed").check();
    }
    await ui.page.getByLabel("It will").selectOption("run the deployment");
    await ui.page.getByLabel("Deployment", { exact: true }).selectOption("weekly-report");
    await ui.page.getByText("Parameters, job variables, delay").click();
    await ui.page.getByLabel("Parameters").fill('{"month": 3}');
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByText("The same as JSON").click();
    await ui.page.getByRole("button", { name: "Write it as JSON" }).click();
    await ui.page.getByRole("button", { name: "Back to the form" }).click();
    await ui.page.getByRole("button", { name: "Remove load-zones" }).waitFor();
    await ui.page.getByRole("button", { name: "Create" }).click();
    await ui.page
      .getByText(
        "a flow run of load-rides enters Failed, then a flow run of load-zones enters Failed within 1 h",
      )
      .waitFor();
    await fail("load-rides");
    await fail("load-zones");
    await ui.page.getByText("did an action").waitFor();
    const [made] = await ui.client.listFlowRuns({ body: { deployments: { id: { any_: [deploymentId] } } } });
    expect(made?.parameters).toEqual({ month: 3 });
    await ui.page.getByRole("button", { name: "Try it on the last 24 hours" }).click();
    await ui.page.getByText("It would have fired 1×").waitFor();
    await ui.page.getByRole("list", { name: "What it would do" }).getByText("weekly-report").waitFor();
    expect(await findViolations(ui.page)).toEqual([]);

    await ui.page.getByRole("link", { name: "Edit" }).click();
    await ui.page.getByRole("button", { name: "Figure of flow runs" }).click();
    await ui.page.getByLabel("Limit in percent").fill("80");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("button", { name: "Save" }).click();
    await ui.page.getByText("the success rate of a flow run is below 80 % for 5 min").waitFor();
    const automations = await ui.client.listAutomations({ body: {} });
    expect(automations.find(({ name }) => name.startsWith("Report"))?.trigger).toMatchObject({
      type: "metric",
      metric: { name: "successes", operator: "<", threshold: 0.8, range: 3600, firing_for: 300 },
    });

    await ui.page.getByRole("link", { name: "Edit" }).click();
    await ui.page.getByRole("button", { name: "Schedule", exact: true }).click();
    await ui.page.getByLabel("Cron expression").fill("30 7 * * *");
    await ui.page.getByLabel("Time zone").selectOption("Europe/Berlin");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("button", { name: "Save" }).click();
    await ui.page.getByText('it is time by "30 7 * * *" in Europe/Berlin').waitFor();
    await ui.page.getByRole("link", { name: "Edit" }).click();
    await expect.poll(() => ui.page.getByLabel("Cron expression").inputValue()).toBe("30 7 * * *");
    expect(ui.errors).toEqual([]);
  });

  test("have no fault that axe finds in either theme", async () => {
    const { id } = await ui.client.createAutomation({
      body: {
        name: "examined",
        trigger: { type: "event", posture: "Reactive", expect: ["prefect.flow-run.Failed"], match: {} },
        actions: [{ type: "cancel-flow-run" }],
      },
    });
    const { page } = ui;
    for (const [path, awaited] of [
      ["/automations", "examined"],
      [`/automations/automation/${id}`, "cancel the flow run"],
      ["/automations/create", "Do something else too"],
    ] as const) {
      await page.goto(ui.reeve.url + path);
      await page.getByText(awaited).first().waitFor();
      expect(await findViolations(page), path).toEqual([]);
    }
  });
});
