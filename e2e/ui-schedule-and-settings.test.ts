import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

describeInBrowser("the schedule and the settings", (ui) => {
  const deploy = async (name: string, cron: string) => {
    const flow = await ui.client.createFlow({ body: { name: `${name}-flow` } });
    const schedules = [{ schedule: { cron, timezone: "UTC" }, active: true }];
    return await ui.client.createDeployment({ body: { name, flow_id: flow.id, schedules } });
  };

  test("show what is to come over a day, a week and a month, by buttons and by keys", async () => {
    await ui.open("/schedule", "Nothing ran, and nothing is planned");
    await deploy("hourly", "0 * * * *");
    const lane = (words: RegExp) => ui.page.getByRole("img", { name: words });
    await ui.page.getByText("Every hour, UTC").waitFor();
    await ui.page.getByRole("button", { name: "The next day" }).click();
    await lane(/^hourly: .*planned$/).waitFor();
    const tomorrow = new URL(ui.page.url()).search;
    expect(tomorrow).toMatch(/^\?day=\d{4}-\d\d-\d\d$/);
    await lane(/^Load: 24 runs, at most 1 per hour$/).waitFor();
    await ui.page.getByRole("button", { name: "week" }).click();
    await ui.page.waitForURL(/view=week/);
    await ui.page.locator("main").press("ArrowRight");
    await lane(/^Load: 168 runs, at most 3 per three hours$/).waitFor();
    await ui.page.locator("main").press("t");
    await ui.page.waitForURL((url) => url.search === "?view=week");
    await ui.page.goBack();
    expect(ui.errors).toEqual([]);
  });

  test("say what the server goes by and where it was found, and change how the pages look", async () => {
    await ui.open("/settings", "Settings of the server");
    const port = ui.page.getByRole("listitem").filter({ hasText: "REEVE_SERVER_API_PORT" });
    await port.getByText("set by an option of the command").waitFor();
    await ui.page.getByRole("switch", { name: "Only what is set" }).click();
    await ui.page.getByText("set by the environment: REEVE_HOME").waitFor();
    await expect.poll(() => ui.page.getByText("as it comes").count()).toBe(0);
    await ui.page.getByRole("searchbox", { name: "Filter settings" }).fill("no such setting");
    const choose = (name: string) => ui.page.getByRole("radio", { name }).check({ force: true });
    await choose("Dark");
    await choose("Comfortable");
    for (const palette of ["Colour-blind", "High contrast"]) {
      await choose(palette);
      expect(await findViolations(ui.page), palette).toEqual([]);
    }
    await ui.page.reload();
    await ui.page.getByRole("button", { name: "Show all" }).waitFor();
    expect(await ui.page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
      theme: "dark",
      palette: "high-contrast",
      density: "comfortable",
    });
    await choose("Light");
    await choose("Colour-blind");
    expect(await findViolations(ui.page)).toEqual([]);
    await ui.page.getByRole("button", { name: "Show all" }).click();
    await ui.page.getByText("as it comes").first().waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("show every time in UTC once that is chosen, and that of the browser beside it", async () => {
    const flow = await ui.client.createFlow({ body: { name: "timed" } });
    const { id } = await ui.client.createFlowRun({ body: { flow_id: flow.id, name: "by-the-clock" } });
    const line = { flow_run_id: id, level: 20, name: "flow", message: "at eight" };
    await ui.client.createLogs({ body: [{ ...line, timestamp: "2026-01-02T20:00:00.123Z" }] });
    await ui.client.setFlowRunState({ params: { id }, body: { state: { type: "RUNNING" }, force: true } });
    const context = await ui.browser.newContext({ timezoneId: "Asia/Tokyo" });
    const page = await context.newPage();
    await page.goto(`${ui.reeve.url}/runs/flow-run/${id}`);
    await page.getByText("05:00:00.123").waitFor();
    const other = await context.newPage();
    await other.goto(`${ui.reeve.url}/runs`);
    await other.getByRole("button", { name: "times in Asia/Tokyo" }).click();
    await other.getByRole("button", { name: "times in UTC" }).waitFor();
    // The first page follows at once, and another one from its first moment.
    await page.getByText("20:00:00.123").waitFor();
    await page.getByRole("time").first().hover();
    await page.getByRole("tooltip").getByText("Asia/Tokyo").waitFor();
    await other.goto(`${ui.reeve.url}/settings`);
    await expect.poll(() => other.getByRole("radio", { name: "UTC" }).isChecked()).toBe(true);
    await context.close();
  });

  test("have no fault that axe finds in either theme", async () => {
    await deploy("examined", "*/30 * * * *");
    const { page } = ui;
    for (const [path, awaited] of [
      ["/schedule", "examined"],
      ["/schedule?view=month", "examined"],
      ["/settings", "as it comes"],
    ] as const) {
      await page.goto(ui.reeve.url + path);
      await page.getByText(awaited).first().waitFor();
      expect(await findViolations(page)).toEqual([]);
    }
  });
});
