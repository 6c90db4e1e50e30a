import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations, openWatchedPage } from "./support/watched-page.ts";

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
    const month = ui.page.getByLabel("month");
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
    await ui.page.getByLabel("month").focus();
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
    await ui.page.getByRole("dialog", { name: /^Cancel / }).waitFor();
    await ui.page.keyboard.press("Escape");
    await ui.page.keyboard.press("g");
    await ui.page.keyboard.press("s");
    await ui.page.waitForURL(/\/schedule$/);
    expect(ui.errors).toEqual([]);
  });

  test("stop planning runs when their schedules are switched off, and plan them again when on", async () => {
    const { id } = await deploy("switched");
    await ui.open(`/deployments/deployment/${id}`, "Schedules on");
    await ui.page.getByRole("switch", { name: /schedules on/i }).click();
    await ui.page.getByText("No run is planned.").waitFor();
    expect(await ui.client.getDeployment({ params: { id } })).toMatchObject({ paused: true });
    expect(await runsOf(id)).toEqual([]);
    await ui.page
      .getByRole("switch", { name: /schedules/i })
      .first()
      .click();
    await expect.poll(async () => (await ui.client.getDeployment({ params: { id } })).paused).toBe(false);
  });

  test.each(["light", "dark"] as const)("have no fault that axe finds in the %s theme", async (theme) => {
    const { id } = await deploy("examined");
    const { page } = await openWatchedPage(ui.browser, theme);
    for (const [path, awaited] of [
      ["/deployments", "examined"],
      [`/deployments/deployment/${id}`, "Details"],
      [`/deployments/deployment/${id}/run`, "Run examined"],
    ] as const) {
      await page.goto(ui.reeve.url + path);
      await page.getByText(awaited).first().waitFor();
      expect(await findViolations(page)).toEqual([]);
    }
    await page.close();
  });
});
