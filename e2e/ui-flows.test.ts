import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

describeInBrowser("flows", (ui) => {
  const run = async (flowId: string, type: "COMPLETED" | "FAILED", message?: string) => {
    const { id } = await ui.client.createFlowRun({ body: { flow_id: flowId } });
    await ui.client.setFlowRunState({ params: { id }, body: { state: { type: "RUNNING" } } });
    await ui.client.setFlowRunState({ params: { id }, body: { state: { type, message } } });
  };

  test("are listed with how they do, opened by keys, and deleted when that is confirmed", async () => {
    const { id } = await ui.client.createFlow({ body: { name: "etl", tags: ["prod"] } });
    await ui.client.createFlow({ body: { name: "other" } });
    await ui.client.createDeployment({ body: { name: "nightly", flow_id: id } });
    await run(id, "COMPLETED");
    await ui.open("/flows", "etl");
    await ui.row("etl").getByText("100 %").waitFor();
    await run(id, "FAILED", "ValueError: no column");
    await ui.row("etl").getByText("50 %").waitFor();
    await ui.row("etl").getByText("ValueError: no column").waitFor();

    await ui.page.getByLabel("Only flows with this tag").fill("prod");
    await ui.page.keyboard.press("Enter");
    await ui.row("other").waitFor({ state: "detached" });
    await ui.page.keyboard.press("Tab");
    await ui.page.locator("main").press("j");
    await ui.page.keyboard.press("Enter");
    await ui.page.waitForURL(`${ui.reeve.url}/flows/flow/${id}`);

    await ui.page.getByText("of the last 2 runs completed").waitFor();
    await ui.page.getByText("ValueError: no column").first().waitFor();
    await run(id, "COMPLETED");
    await ui.page.getByText("of the last 3 runs completed").waitFor();
    const heatMap = ui.page.getByRole("img", { name: /^Runs by day: 3 in 14 weeks, 1 of them failed$/ });
    await heatMap.waitFor();
    await ui.page.getByRole("tab", { name: /^Deployments/ }).click();
    await ui.page.getByRole("link", { name: "nightly" }).waitFor();

    await ui.page.getByRole("button", { name: "Actions" }).click();
    await ui.page.getByRole("menuitem", { name: "Delete" }).click();
    await ui.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await ui.page.waitForURL(`${ui.reeve.url}/flows`);
    await expect
      .poll(async () => (await ui.client.listFlows({ body: {} })).map(({ name }) => name))
      .toEqual(["other"]);
    expect(ui.errors).toEqual([]);
  });

  test("have no fault that axe finds in either theme", async () => {
    const { id } = await ui.client.createFlow({ body: { name: "examined", tags: ["a", "b", "c"] } });
    await run(id, "FAILED", "no");
    const { page } = ui;
    for (const [path, awaited] of [
      ["/flows", "examined"],
      [`/flows/flow/${id}`, "Day by day"],
    ] as const) {
      await page.goto(ui.reeve.url + path);
      await page.getByText(awaited).first().waitFor();
      await page.getByText("Failed", { exact: true }).first().waitFor();
      expect(await findViolations(page)).toEqual([]);
    }
  });
});
