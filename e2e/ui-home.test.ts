import { expect, test } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser.ts";
import { findViolations } from "./support/watched-page.ts";

describeInBrowser("the first page", (ui) => {
  const run = async (flow: string, states: readonly object[], deploymentId?: string) => {
    const { id: flow_id } = await ui.client.createFlow({ body: { name: flow } });
    const { id } = await ui.client.createFlowRun({ body: { flow_id, deployment_id: deploymentId } });
    for (const state of states) {
      await ui.client.setFlowRunState({
        params: { id },
        body: { state: state as { type: "RUNNING" }, force: true },
      });
    }
    return id;
  };
  const RUNNING = { type: "RUNNING" };
  const panel = (title: string) => ui.page.getByRole("region", { name: title });

  test("says how to begin, then what fails, why, and whether it works again, without a reload", async () => {
    await ui.open("/", "No runs yet");
    expect(new URL(ui.page.url()).pathname).toBe("/dashboard");
    const flow = await ui.client.createFlow({ body: { name: "etl" } });
    const { id } = await ui.client.createDeployment({ body: { name: "nightly", flow_id: flow.id } });
    const failed = { type: "FAILED", message: "ValueError: column 'price' is empty" };
    const ids = [await run("etl", [RUNNING, failed], id), await run("etl", [RUNNING, failed], id)];
    await panel("What went wrong").getByText("× 2").waitFor();
    await panel("What went wrong").getByText("ValueError: column 'price' is empty").waitFor();
    await panel("Running now").getByText("Nothing runs at the moment.").waitFor();

    await panel("What went wrong").getByRole("button", { name: "Retry all" }).click();
    await ui.page.getByRole("dialog").getByRole("button", { name: "Run again" }).click();
    await panel("What went wrong").getByText("Nothing has failed in the past 24 hours.").waitFor();
    await panel("Waiting").getByText("Awaiting retry").first().waitFor();
    for (const flowRunId of ids) {
      const { state_name } = await ui.client.getFlowRun({ params: { id: flowRunId } });
      expect(state_name).toBe("AwaitingRetry");
    }
    await run("load", [RUNNING, { type: "CRASHED", message: "out of memory" }]);
    await panel("What went wrong").getByText("out of memory").waitFor();
    await run("load", [RUNNING, { type: "COMPLETED" }]);
    await panel("What went wrong").getByText("has worked since").waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("asks the server once, stays still while nothing happens, and leads to the runs of a stretch", async () => {
    await run("busy", [RUNNING]);
    await run("busy", [RUNNING, { type: "COMPLETED" }]);
    const calls: string[] = [];
    ui.page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/")) calls.push(pathname);
    });
    await ui.open("/dashboard?subflows=hide", "Running now");
    await panel("Running now").getByText("busy").first().waitFor();
    // The second time comes when the subscription has begun: something might have happened in between.
    await expect.poll(() => calls.length).toBeLessThanOrEqual(4);
    expect([...new Set(calls)]).toEqual(["/api/ui/home"]);

    await ui.page.getByRole("button", { name: "Past 24 hours" }).click();
    await ui.page.getByRole("menuitemcheckbox", { name: "Past hour" }).click();
    await panel("Runs").getByText("in the past hour").waitFor();
    expect(new URL(ui.page.url()).search).toBe("?span=1h&subflows=hide");
    const strip = panel("Runs").getByRole("img");
    expect(await strip.getAttribute("aria-label")).toMatch(/^Runs of the past hour: .*completed/);
    const box = (await strip.boundingBox())!;
    await ui.page.mouse.move(box.x + box.width * 0.5, box.y + 50);
    await ui.page.mouse.down();
    await ui.page.mouse.move(box.x + box.width - 2, box.y + 50);
    await ui.page.mouse.up();
    await ui.page.waitForURL(/\/runs\?from=.*&to=/);
    await ui.page.getByRole("row").filter({ hasText: "busy" }).first().waitFor();
    expect(ui.errors).toEqual([]);
  });

  test("has no fault that axe finds in either theme", async () => {
    await run("examined", [RUNNING, { type: "FAILED", message: "no" }]);
    await run("examined", [{ type: "PAUSED", message: "Which one?" }]);
    const { page } = ui;
    await page.goto(`${ui.reeve.url}/dashboard?tag=none`);
    await page.getByText("Nothing has failed").waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Remove the tag none" }).click();
    await page.getByText("Which one?").first().waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});
