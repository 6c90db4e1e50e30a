import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

describeInBrowser("the comparison of runs", (ui) => {
  const run = async (month: string, state: object) => {
    const { id: flow_id } = await ui.client.createFlow({ body: { name: "train" } });
    const made = await ui.client.createFlowRun({ body: { flow_id, parameters: { month, rounds: 100 } } });
    for (const next of [{ type: "RUNNING" }, state]) {
      await ui.client.setFlowRunState({
        params: { id: made.id },
        body: { state: next as { type: "RUNNING" }, force: true },
      });
    }
    return made;
  };

  test("begins in the list and shows what differs, or all", async () => {
    const good = await run("2023-03", { type: "COMPLETED" });
    const bad = await run("2023-04", { type: "FAILED", message: "no rides" });
    await ui.client.createLogs({
      body: [
        {
          name: "flow",
          level: 40,
          message: "found no rides",
          flow_run_id: bad.id,
          timestamp: new Date().toISOString(),
        },
      ],
    });
    await ui.open("/runs", good.name);
    for (const { name } of [good, bad]) await ui.page.getByLabel(`Select ${name}`).click();
    await ui.page.getByRole("link", { name: "Compare" }).click();
    const row = (name: string) =>
      ui.page.getByRole("row").filter({ has: ui.page.getByRole("rowheader", { name }) });
    await row("month").getByText("2023-04").waitFor();
    await row("Why").getByText("no rides").waitFor();
    await row("The last lines").getByText("found no rides").waitFor();
    expect(await row("rounds").count()).toBe(0);
    await ui.page.getByRole("switch", { name: "Show what is the same too" }).click();
    await row("rounds").getByText("100").first().waitFor();
    await ui.page.getByRole("link", { name: bad.name }).click();
    await ui.page.waitForURL(`**/runs/flow-run/${bad.id}`);
    await ui.open("/runs/compare?ids=nothing", "Choose two or three runs");
    expect(ui.errors).toEqual([]);
  });

  test("has no fault that axe finds in either theme", async () => {
    const ids = [await run("a", { type: "COMPLETED" }), await run("b", { type: "CRASHED" })].map(
      ({ id }) => id,
    );
    const { page } = ui;
    await page.goto(`${ui.reeve.url}/runs/compare?ids=${ids}`);
    await page.getByText("month").waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});
